/** Events from one side, read from the other, in order. What is sent while nobody reads is not kept. */
interface Channel<Event> extends AsyncIterable<Event> {
  send(event: Event): void;
  /** After this the reader gets what is left, and then the end: or the error. */
  close(error?: unknown): void;
}

/** Joins a sender that does not wait to a reader that does. */
function createChannel<Event>(onRead: () => void): Channel<Event> {
  const waiting: Event[] = [];
  let read = false;
  let end: { readonly error: unknown } | undefined;
  let wake = (): void => {};
  return {
    send(event) {
      if (!read) return;
      waiting.push(event);
      wake();
    },
    close(error) {
      end = { error };
      wake();
    },
    async *[Symbol.asyncIterator]() {
      read = true;
      onRead();
      while (true) {
        yield* waiting.splice(0);
        if (waiting.length > 0) continue;
        if (end !== undefined) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (end.error !== undefined) throw end.error;
    },
  };
}

/** Work that begins when somebody asks for its result or reads its events. It is done once, whoever asks. */
export function onDemand<Event, Result>(
  work: (emit: (event: Event) => void) => Promise<Result>,
): { readonly result: () => Promise<Result>; readonly events: () => AsyncIterator<Event> } {
  let begun: Promise<Result> | undefined;
  const channel = createChannel<Event>(() => void result().catch(() => {}));
  const result = (): Promise<Result> => {
    if (begun !== undefined) return begun;
    begun = work((event) => channel.send(event));
    begun.then(
      () => channel.close(),
      (error: unknown) => channel.close(error),
    );
    return begun;
  };
  return { result, events: () => channel[Symbol.asyncIterator]() };
}
