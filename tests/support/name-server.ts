import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Answer, decode, encode, RECURSION_AVAILABLE, RECURSION_DESIRED } from 'dns-packet';

/** Answer codes of RFC 1035 §4.1.1. */
const codes = { ok: 0, servfail: 2, nxdomain: 3, refused: 5 } as const;

/** What is said of a name and type: records, a code without records (`ok`: there are none of this type), or nothing at all. */
export type NameReply = readonly Answer[] | keyof typeof codes | 'silence';

export interface NameServer {
  /** `address:port`, as `createDns` takes it. */
  readonly address: string;
  /** All questions that came, as `TYPE name`. */
  readonly questions: readonly string[];
  close(): Promise<void>;
}

/** Serves names on a loopback port over UDP, each answer after `delayMs`, which may depend on the name. */
export async function startNameServer(
  reply: (type: string, name: string) => NameReply,
  { delayMs = 0 }: { delayMs?: number | ((name: string) => number) } = {},
): Promise<NameServer> {
  const socket = createSocket('udp4');
  const questions: string[] = [];
  socket.on('message', (message, { address, port }) => {
    const { id, questions: asked = [] } = decode(message);
    const [question] = asked;
    if (question === undefined) return;
    questions.push(`${question.type} ${question.name}`);
    const answer = reply(question.type, question.name);
    if (answer === 'silence') return;
    const code = typeof answer === 'string' ? codes[answer] : codes.ok;
    const packet = encode({
      type: 'response',
      ...(id === undefined ? {} : { id }),
      flags: RECURSION_DESIRED | RECURSION_AVAILABLE | code,
      questions: [question],
      answers: typeof answer === 'string' ? [] : [...answer],
    });
    setTimeout(
      () => {
        // The test may be over before the answer.
        if (!closed) socket.send(packet, port, address);
      },
      typeof delayMs === 'number' ? delayMs : delayMs(question.name),
    );
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let closed = false;
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    async close() {
      closed = true;
      socket.close();
      await once(socket, 'close');
    },
  };
}
