// How does a command look when bash prints it: in `jobs`, `type` and `declare -f`? (print_cmd.c)

import type {
  AndOr,
  ArithmeticFor,
  Case,
  Command,
  CommandNode,
  CompoundList,
  For,
  Function as FunctionNode,
  HereDoc,
  If,
  Pipeline,
  PipelineNode,
  Redirection,
  Select,
  Statement,
  TestExpression,
  While,
} from 'unbash';
import { assertNever } from '../../result.ts';
import { withoutWrapping } from './syntax/joined-substitution.ts';
import { prefixText } from './time-command.ts';

const INDENT = 4;

type Printable = PipelineNode | AndOr | CompoundList;

/** `source` is the text that the positions of the nodes refer to. */
export function printCommand(command: Printable, source: string): string {
  return withoutWrapping(new Printer(source).command(command));
}

/** `name () ` and the body over several lines, as `declare -f` shows it. */
export function printFunction(name: string, body: CommandNode | CompoundList, source: string): string {
  return withoutWrapping(new Printer(source).functionText(name, body));
}

/** `() {  body`, as it stands in the environment. */
export function printExportedFunction(body: CommandNode | CompoundList, source: string): string {
  const text = new Printer(source, true).functionText('', body);
  return withoutWrapping(text).replace(' () \n{ \n', '() { ');
}

class Printer {
  readonly #source: string;
  #out = '';
  #indentation = 0;
  #inFunction = 0;
  /** The next commands follow on the same line (skip_this_indent). */
  #inline = 0;
  #hereDocs: HereDoc[] = [];
  #afterHereDoc = false;
  readonly #compact: boolean;

  constructor(source: string, compact = false) {
    this.#source = source;
    this.#compact = compact;
  }

  #indent(): string {
    return ' '.repeat(this.#compact ? Math.min(this.#indentation, 1) : this.#indentation);
  }

  command(command: Printable): string {
    this.#command(command);
    this.#printHereDocs('');
    return this.#out;
  }

  functionText(name: string, body: CommandNode | CompoundList): string {
    this.#out = `${name} () \n`;
    this.#functionBody(body);
    return this.#out;
  }

  #functionBody(body: CommandNode | CompoundList): void {
    const redirected = body.type === 'Redirected' ? body : null;
    const command = redirected === null ? body : redirected.command;
    this.#inFunction += 1;
    this.#write('{ \n');
    this.#indentation += INDENT;
    this.#command(command.type === 'BraceGroup' ? command.body : command);
    this.#printHereDocs('');
    this.#indentation -= INDENT;
    this.#inFunction -= 1;
    if (redirected === null) this.#newline('}');
    else {
      this.#newline('} ');
      this.#redirections(redirected.redirects);
    }
  }

  #write(text: string): void {
    this.#out += text;
  }

  #newline(text: string): void {
    this.#write(`\n${this.#indent()}${text}`);
  }

  #semicolon(): void {
    if (!this.#out.endsWith('&') && !this.#out.endsWith('\n')) this.#write(';');
  }

  #command(command: Printable): void {
    if (command.type === 'CompoundList') {
      this.#list(command.commands);
      return;
    }
    if (command.type === 'AndOr') {
      this.#andOr(command);
      return;
    }
    if (this.#inline > 0) this.#inline -= 1;
    else this.#write(this.#indent());
    this.#one(command);
  }

  #one(command: PipelineNode): void {
    switch (command.type) {
      case 'Command':
        this.#simple(command);
        break;
      case 'Pipeline':
        this.#pipeline(command);
        break;
      case 'Redirected':
        this.#one(command.command);
        this.#write(' ');
        this.#redirections(command.redirects);
        break;
      case 'Function':
        this.#functionDefinition(command);
        break;
      case 'Coproc':
        this.#write(`coproc ${command.name?.text ?? 'COPROC'} `);
        this.#inline += 1;
        this.#command(command.body);
        break;
      case 'Subshell':
        this.#write('( ');
        this.#inline += 1;
        this.#list(command.body.commands);
        this.#printHereDocs('');
        this.#write(' )');
        break;
      case 'BraceGroup':
        this.#group(command.body);
        break;
      case 'If':
        this.#if(command);
        break;
      case 'While':
        this.#while(command);
        break;
      case 'For':
      case 'Select':
        this.#for(command);
        break;
      case 'ArithmeticFor':
        this.#arithmeticFor(command);
        break;
      case 'Case':
        this.#case(command);
        break;
      case 'ArithmeticCommand':
        this.#write(`((${command.body}))`);
        break;
      case 'TestCommand':
        this.#write(`[[ ${testText(command.expression)} ]]`);
        break;
      default:
        assertNever(command);
    }
  }

  #list(statements: readonly Statement[]): void {
    statements.forEach((statement, index) => {
      if (index > 0) this.#connect(statements[index - 1]?.background === true);
      this.#command(statement.command);
      if (statement.background === true && index === statements.length - 1) this.#write(' &');
    });
  }

  #connect(background: boolean): void {
    if (background) {
      this.#write(' & ');
      this.#inline += 1;
      return;
    }
    if (this.#hereDocs.length > 0) this.#printHereDocs(this.#inFunction > 0 ? '' : ';');
    else if (this.#afterHereDoc) this.#afterHereDoc = false;
    else this.#write(';');
    if (this.#inFunction > 0) this.#write('\n');
    else {
      this.#write(' ');
      this.#inline += 1;
    }
  }

  #andOr(command: AndOr): void {
    command.commands.forEach((member, index) => {
      if (index > 0) {
        this.#write(` ${command.operators[index - 1] ?? '&&'} `);
        this.#inline += 1;
      }
      this.#command(member);
    });
  }

  #pipeline(pipeline: Pipeline): void {
    this.#write(prefixText(pipeline.prefixes));
    pipeline.commands.forEach((command, index) => {
      if (index > 0) this.#write(' | ');
      this.#inline += 1;
      this.#command(command);
      if (pipeline.operators[index] === '|&') this.#write(' 2>&1');
    });
  }

  #simple(command: Command): void {
    const parts = [
      ...command.prefix,
      ...(command.name === undefined ? [] : [command.name]),
      ...command.suffix,
    ];
    const words: string[] = [];
    for (const part of parts) if (part.type === 'Assignment' || part.type === 'Word') words.push(part.text);
    this.#write(words.join(' '));
    if (command.redirects.length === 0) return;
    if (words.length > 0) this.#write(' ');
    this.#redirections(command.redirects);
  }

  #group(body: CompoundList): void {
    this.#write('{ ');
    if (this.#inFunction === 0) this.#inline += 1;
    else {
      this.#write('\n');
      this.#indentation += INDENT;
    }
    this.#list(body.commands);
    this.#printHereDocs('');
    if (this.#inFunction > 0) {
      this.#indentation -= INDENT;
      this.#newline('}');
    } else {
      this.#semicolon();
      this.#write(' }');
    }
  }

  #block(list: CompoundList): void {
    this.#indentation += INDENT;
    this.#list(list.commands);
    this.#printHereDocs('');
    this.#indentation -= INDENT;
  }

  #condition(list: CompoundList): void {
    this.#inline += 1;
    this.#list(list.commands);
    this.#printHereDocs('');
    this.#semicolon();
  }

  #if(command: Pick<If, 'clause' | 'then' | 'elif' | 'else'>): void {
    this.#write('if ');
    this.#condition(command.clause);
    this.#write(' then\n');
    this.#block(command.then);
    const [next, ...others] = command.elif;
    if (next !== undefined) {
      this.#otherwise(() => {
        this.#write(this.#indent());
        this.#if({ clause: next.clause, then: next.then, elif: others, else: command.else });
      });
    } else if (command.else !== undefined) {
      const { commands } = command.else;
      this.#otherwise(() => this.#list(commands));
    }
    this.#semicolon();
    this.#newline('fi');
  }

  #otherwise(print: () => void): void {
    this.#semicolon();
    this.#newline('else\n');
    this.#indentation += INDENT;
    print();
    this.#printHereDocs('');
    this.#indentation -= INDENT;
  }

  #while(command: While): void {
    this.#write(`${command.kind} `);
    this.#condition(command.clause);
    this.#write(' do\n');
    this.#body(command.body);
  }

  #body(body: CompoundList): void {
    this.#block(body);
    this.#semicolon();
    this.#newline('done');
  }

  #for(command: For | Select): void {
    const words = command.wordlist?.map((word) => word.text) ?? ['"$@"'];
    this.#write(`${command.type === 'For' ? 'for' : 'select'} ${command.name.text} in ${words.join(' ')};`);
    this.#newline('do\n');
    this.#body(command.body);
  }

  #arithmeticFor(command: ArithmeticFor): void {
    const head = arithmeticForHead(this.#source.slice(command.pos, command.body.pos));
    this.#write(`for ((${head.join('; ')}))`);
    this.#newline('do\n');
    this.#body(command.body);
  }

  #case(command: Case): void {
    this.#write(`case ${command.word.text} in `);
    this.#indentation += INDENT;
    for (const item of command.items) {
      this.#newline(`${item.pattern.map((pattern) => pattern.text).join(' | ')})\n`);
      this.#block(item.body);
      this.#newline(item.terminator ?? ';;');
    }
    this.#indentation -= INDENT;
    this.#newline('esac');
  }

  #functionDefinition(command: FunctionNode): void {
    this.#write(`function ${command.name.text} () \n`);
    this.#write(this.#indent());
    this.#functionBody(command.body);
  }

  #redirections(redirections: readonly Redirection[]): void {
    redirections.forEach((redirection, index) => {
      if (index > 0) this.#write(' ');
      this.#write(redirectionText(redirection));
      if (redirection.type === 'HereDoc') this.#hereDocs.push(redirection);
    });
  }

  #printHereDocs(closing: string): void {
    if (this.#hereDocs.length === 0) return;
    if (closing !== '') this.#write(closing);
    for (const hereDoc of this.#hereDocs.splice(0)) {
      this.#write(`\n${hereDoc.body.text}${hereDoc.delimiter?.value ?? ''}`);
    }
    this.#write('\n');
    this.#afterHereDoc = true;
  }
}

function arithmeticForHead(text: string): readonly string[] {
  const open = text.indexOf('((') + 2;
  const close = text.lastIndexOf('))');
  const parts = text.slice(open, close < 0 ? undefined : close).split(';');
  return [0, 1, 2].map((index) => {
    const part = (parts[index] ?? '').trim();
    return part === '' ? '1' : part;
  });
}

function redirectionText(redirection: Redirection): string {
  const { descriptor } = redirection;
  const named = descriptor?.type === 'FileDescriptorVariable' ? `{${descriptor.name}}` : null;
  const number = descriptor?.type === 'FileDescriptor' ? descriptor.value : null;
  if (redirection.type === 'HereDoc') return `${named ?? number ?? ''}${redirection.operator}${redirection.delimiter?.text ?? ''}`; // prettier-ignore
  const { operator } = redirection;
  const target = redirection.target?.text ?? '';
  if (operator === '&>' || operator === '&>>') return `${operator} ${target}`;
  const usual = operator.startsWith('<') ? 0 : 1;
  if (operator === '<&' || operator === '>&') return `${named ?? number ?? usual}${operator}${target}`;
  return `${named ?? (number === null || number === usual ? '' : number)}${operator} ${target}`;
}

function testText(expression: TestExpression): string {
  switch (expression.type) {
    case 'TestUnary':
      return `${expression.operator} ${expression.operand.text}`;
    case 'TestBinary':
      return `${expression.left.text} ${expression.operator} ${expression.right.text}`;
    case 'TestLogical':
      return expression.operands.map(testText).join(` ${expression.operator} `);
    case 'TestNot':
      return `${'! '.repeat(expression.negations.length)}${testText(expression.operand)}`;
    case 'TestGroup':
      return `( ${testText(expression.expression)} )`;
    default:
      return assertNever(expression);
  }
}
