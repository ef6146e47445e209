import { Command, Option } from 'commander';
import { flagOf, groups, type OptionName, optionNames } from './flags.ts';

/** What was typed: inputs, and only those options that were given, as written. */
export interface Typed {
  readonly inputs: readonly string[];
  readonly options: Readonly<Partial<Record<OptionName, unknown>>>;
  readonly config: string | false | undefined;
  readonly printConfig: boolean;
  /** A code to tell about, in place of an audit. */
  readonly explain: string | undefined;
  /** One address to look at closely, in place of an audit. */
  readonly trace: string | undefined;
}

/** Text for the two streams that commander itself writes to. */
interface Streams {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

interface About extends Streams {
  readonly version: string;
  readonly columns: number;
}

/** The schema's options as the command line takes them. Commander's own errors are thrown (`CommanderError`). */
export function createCommand({ version, columns, write, writeError }: About): Command {
  const command = new Command('audit-links')
    .description('Audits the links and citations of Markdown articles: are they alive, and is there an archived copy?')
    .usage('[options] <inputs...>')
    .argument('[inputs...]', 'files, folders, globs, or - for standard input')
    .version(version, '-V, --version', 'Print the version')
    .helpOption('-h, --help', 'Print this help')
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('See audit-links --help.')
    .configureOutput({
      writeOut: write,
      writeErr: writeError,
      outputError: (text, write) => write(text.replace(/^error: /, 'audit-links: ')),
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
    })
    .configureHelp({ optionTerm: (option) => (option.long === '--color' ? '--color, --no-color' : option.flags) })
    .addHelpText('before', examples);
  for (const group of groups) {
    for (const name of optionNames) {
      const flag = flagOf(name);
      if (flag.group !== group) continue;
      for (const flags of flag.flags.split(/, (?=--no-)/)) {
        const option = new Option(flags, helpOf(name)).helpGroup(`${group}:`);
        if (flag.repeatable)
          option.argParser((value: string, earlier: string[] | undefined) => [...(earlier ?? []), value]);
        // One option with two flags, told once.
        command.addOption(flags === '--no-color' ? option.hideHelp() : option);
      }
    }
  }
  return command
    .addOption(
      new Option('--explain <code>', 'Tell about a status, a reason, a finding, or the judging order').helpGroup(
        'Insight:',
      ),
    )
    .addOption(new Option('--trace <url>', 'Look at one address, and show every step').helpGroup('Insight:'))
    .addOption(new Option('--config <file>', 'Read this configuration file').helpGroup('Configuration:'))
    .addOption(new Option('--no-config', 'Read no configuration file').helpGroup('Configuration:'))
    .addOption(
      new Option('--print-config', 'Print every option with its value and where it comes from').helpGroup(
        'Configuration:',
      ),
    )
    .action(() => {});
}

/** Parses the arguments (without node and script). Throws `CommanderError`, also for `--help` and `--version`. */
export function parseArguments(command: Command, argv: readonly string[]): Typed {
  command.parse([...argv], { from: 'user' });
  const given = Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli');
  const { config, printConfig, explain, trace, ...options } = Object.fromEntries(given) as Record<string, unknown>;
  return {
    inputs: command.args,
    options,
    config: config as Typed['config'],
    printConfig: printConfig === true,
    explain: explain as Typed['explain'],
    trace: trace as Typed['trace'],
  };
}

/** An option's help line with its default: the same text in `--help` and README. */
export function helpOf(name: OptionName): string {
  const { help, initial, defaultText = textOf(initial) } = flagOf(name);
  return defaultText === '' ? help : `${help} (default: ${defaultText})`;
}

function textOf(initial: ReturnType<typeof flagOf>['initial']): string {
  if (initial === undefined || initial === false) return '';
  return typeof initial === 'object' ? initial.join(', ') : String(initial);
}

const examples = `Examples:
  audit-links article.md                          look at every link of an article
  audit-links posts/ --fail-on error,warning      the same for a folder, stricter
  audit-links posts/ -f pretty -f json:report.json
  audit-links --list article.md                   only take the links out
  audit-links merge shard-*.json                  one report of the shards of a run (--shard)
  audit-links work redis://example.org:6379       look at links for runs with --queue
`;
