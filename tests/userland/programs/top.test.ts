// Does top answer keys as it does on a terminal that can do nothing but write?
import { describe, expect, test } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Typist } from '../../support/typist.ts';

/** With what is typed before it. */
function opened(...lines: readonly string[]): Typist {
  const typist = new Typist();
  for (const line of lines) typist.line(line);
  typist.line('top');
  return typist;
}

/** The commands in the last picture, in order. */
function commands(text: string): readonly string[] {
  const [, table = ''] = lastPicture(text).split(/COMMAND +\n/);
  return table.split('\n').map((row) => row.slice(71).trimEnd());
}

function lastPicture(text: string): string {
  return text.slice(text.lastIndexOf('top - '));
}

function pictures(text: string): number {
  return text.split('top - ').length - 1;
}

function terminal(typist: Typist) {
  return typist.machine.state.ttys.get(asTtyId(0));
}

describe('top on a terminal', () => {
  test('reads keys, shows two pictures for each, and one when its delay is over', () => {
    const typist = opened();
    expect(terminal(typist)).toMatchObject({ canonical: false, echo: false });
    expect(pictures(typist.keys(' '))).toBe(2);
    expect(pictures(typist.wait(3_000))).toBe(1);
    expect(pictures(typist.wait(2_000))).toBe(0);
  });

  test('leaves at q and at Ctrl-C, and the terminal is as it was', () => {
    for (const leave of [(typist: Typist) => typist.keys('q'), (typist: Typist) => typist.signal('^C')]) {
      const typist = opened();
      expect(leave(typist)).toMatch(/^\n.*# $/);
      expect(typist.line('echo $?')).toContain('\n0\n');
      expect(typist.line('stty')).toContain('-imaxbel\n');
    }
  });

  test('fits on the screen, one column short of it', () => {
    const typist = new Typist();
    typist.line('for n in $(seq 60); do sleep 100 & done');
    const rows = typist.line('top').slice('top\n'.length).split('\n');
    expect(rows).toHaveLength(40);
    expect(rows.at(-1)).toHaveLength(119);
  });

  test.each([
    ['N', ['top', 'sleep', 'bash', 'init']],
    ['c', ['init', 'bash', 'sleep 100', 'top']],
    ['V', ['init', ' `- bash', '     `- sleep', '     `- top']],
    ['i', ['']],
  ])('shows something else after %s', (key, expected) => {
    const typist = opened('sleep 100 &');
    expect(commands(typist.keys(key))).toEqual(expected);
  });

  test('sorts the other way round after R, by the next column after >', () => {
    const typist = opened('sleep 100 &');
    typist.keys('N');
    expect(commands(typist.keys('R'))).toEqual(['init', 'bash', 'sleep', 'top']);
    typist.keys('R');
    expect(commands(typist.keys('<'))).toEqual(['top', 'sleep', 'bash', 'init']);
    expect(commands(typist.keys('>'))).toEqual(['init', 'bash', 'sleep', 'top']);
  });

  test('leaves lines out and draws bars', () => {
    const typist = opened();
    expect(typist.keys('t')).toMatch(/%Cpu\(s\): {3}0\.0\/0\.0 {5}0\[ {92}\] \n/);
    expect(typist.keys('m')).toMatch(/MiB Mem : *\d+\.\d\/\d+\.\d +\[\|+ +\] \n/);
    typist.keys('m');
    expect(typist.keys('m')).not.toContain('MiB');
    expect(typist.keys('l')).not.toContain('load average');
    expect(typist.keys('0')).toMatch(/ {2}20 {8}\d+ /);
  });

  test('kills whom it is told to, and says what it takes for no number and no signal', () => {
    const typist = opened('sleep 100 &');
    expect(typist.keys('k')).toBe('PID to signal/kill [default pid = 1] ');
    expect(typist.line('x')).toBe('x Unacceptable integer ');
    expect(pictures(typist.wait(2_000))).toBe(2);
    typist.keys('k');
    expect(typist.keys('3')).toBe('3');
    expect(typist.line('')).toBe('Send pid 3 signal [15/sigterm] ');
    expect(typist.line('nosuch')).toMatch(/nosuch Invalid signal $/);
    typist.wait(2_000);
    typist.keys('k');
    typist.line('3');
    typist.line('kill');
    expect(typist.keys('q')).toContain('Killed');
  });

  test('renices, and tells why it can not', () => {
    const typist = opened('sleep 100 &');
    typist.keys('r');
    expect(typist.line('3')).toBe('3Renice PID 3 to value ');
    typist.line('7');
    typist.keys('r');
    typist.line('99');
    expect(typist.line('1')).toBe('1 Failed renice of PID 99 to 1: No such process ');
    typist.wait(2_000);
    typist.keys('q');
    expect(typist.line('ps -o ni= -p 3')).toContain('  7\n');
  });

  test('shows only the processes of a user, and only so many', () => {
    const typist = opened('setpriv --reuid 1000 sleep 100 &');
    expect(typist.keys('u')).toBe('Which user (blank for all) ');
    expect(commands(typist.line('student'))).toEqual(['sleep']);
    typist.keys('u');
    expect(typist.line('nosuch')).toMatch(/ Invalid user $/);
    typist.wait(2_000);
    typist.keys('=');
    typist.keys('n');
    expect(commands(typist.line('2'))).toEqual(['init', 'bash']);
  });

  test('waits as long as it is told to', () => {
    const typist = opened();
    expect(typist.keys('d')).toBe('Change delay from 3.0 to ');
    typist.line('9');
    expect(pictures(typist.wait(8_000))).toBe(0);
    expect(pictures(typist.wait(1_000))).toBe(1);
  });

  test('changes nothing when a question is left with Escape', () => {
    const typist = opened();
    typist.keys('k');
    expect(pictures(typist.keys('\x1b'))).toBe(2);
    expect(typist.machine.state.tasks.size).toBe(3);
  });

  test('explains its keys until q, and says of others what they are', () => {
    const typist = opened();
    expect(typist.keys('h')).toMatch(/^Help for Interactive Commands[\s\S]*Type 'q' or <Esc> to continue $/);
    expect(typist.keys('x')).toMatch(/^Help for Interactive Commands/);
    expect(pictures(typist.keys('q'))).toBe(2);
    expect(typist.keys(',')).toBe(" Unknown command - try 'h' for help ");
    typist.wait(2_000);
    expect(typist.keys('g')).toBe(" The key 'g' is not available in the lab ");
    typist.wait(2_000);
    expect(typist.keys('a')).toBe(" Command disabled, 'A' mode required ");
  });

  test.each([
    ['o', 'COMMAND=BA\n', ['bash']],
    ['o', '!USER=root\n', ['']],
    ['o', 'PID>2\n', ['sleep', 'top']],
    ['O', 'COMMAND=BA\n', ['']],
    ['L', 'sleep\n', ['sleep', 'top']],
  ])('shows what was asked for after %s %j', (key, answer, expected) => {
    const typist = opened('sleep 100 &');
    typist.keys(key);
    expect(commands(typist.keys(answer))).toEqual(expected);
  });

  test.each([
    ['\x1b[B', ['bash', 'top']],
    ['\x1b[F', ['top']],
    ['\x1b[A', ['init', 'bash', 'top']],
  ])('moves the picture at %j', (key, expected) => {
    expect(commands(opened().keys(key))).toEqual(expected);
  });

  test('forgets filters at =, and says what is wrong with one', () => {
    const typist = opened();
    expect(typist.keys('o')).toBe('add filter #1 (ignoring case) as: [!]FLD?VAL ');
    expect(typist.keys('NOSUCH=1\n')).toContain(" unrecognized field name 'NOSUCH' ");
    typist.wait(2_000);
    typist.keys('o');
    typist.keys('PID=1\n');
    expect(typist.keys('\x0f')).toBe("<Enter> to resume, filters: 'PID=1' ");
    typist.keys('\n');
    expect(commands(typist.keys('='))).toEqual(['init', 'bash', 'top']);
  });

  test('takes columns in and leaves them out on the page of f', () => {
    const typist = opened();
    expect(typist.keys('f')).toContain('* PID      = Process Id          * USER     = Effective User Name ');
    typist.keys('\x1b[Bd');
    const table = typist.keys('q');
    expect(table).toContain('    PID  PR  NI ');
    typist.keys('J');
    expect(typist.keys(' ')).toContain('PID     PR  NI  VIRT ');
  });

  test('keeps its settings in a file at W, and takes them from there', () => {
    const typist = opened('sleep 100 &');
    typist.keys('V');
    typist.keys('c');
    expect(typist.keys('W')).toBe(" Wrote configuration to '/root/.config/procps/toprc' ");
    typist.wait(2_000);
    typist.keys('q');
    expect(typist.command('head -3 .config/procps/toprc'))
      .toBe(`top's Config File (Linux processes with windows)
Id:k, Mode_altscr=0, Mode_irixps=1, Delay_time=3.0, Curwin=0
Def\tfieldscur=  75   81  103  105  119  123  129  137  111  117  115  139   76   78   82   84   86   88   90   92 
`);
    expect(commands(typist.line('top'))).toEqual(['init', ' `- bash', '     `- sleep 100', '     `- top']);
  });

  test('refuses what changes something in secure mode', () => {
    const typist = new Typist();
    typist.line('top -s');
    expect(typist.keys('k')).toBe(' Unavailable in secure mode ');
  });

  test('stops with the terminal as it was, and draws anew when it is in front again', () => {
    const typist = opened();
    expect(typist.signal('^Z')).toContain('[1]+  Stopped                 top\n');
    expect(terminal(typist)?.icrnl).toBe(false);
    expect(pictures(typist.line('fg'))).toBe(2);
    expect(terminal(typist)).toMatchObject({ canonical: false, icrnl: true });
  });

  test('is stopped in the background, and needs a terminal', () => {
    const typist = new Typist();
    expect(typist.line('top < /dev/null')).toContain('top: failed tty get\n');
    typist.line('top &');
    expect(typist.line('jobs')).toContain('[1]+  Stopped                 top\n');
  });

  test('shows as many pictures as it is told to, and in batch mode ends with status 0 at Ctrl-C', () => {
    const typist = new Typist();
    expect(typist.line('top -n 1')).toMatch(/ top +\n.*# $/);
    typist.line('top -b -d 5');
    expect(pictures(typist.wait(5_000))).toBe(1);
    typist.signal('^C');
    expect(typist.line('echo $?')).toContain('\n0\n');
  });
});

describe('top on a terminal that can do more than write', () => {
  /** Escape sequences as they are written in terminfo(5). */
  const shown = (text: string): string => text.replaceAll('\x1b', '\\E');

  test('draws each picture over the one before, and puts messages and questions in the empty row', () => {
    const typist = new Typist();
    expect(shown(typist.line('TERM=xterm top'))).toContain('\\E[H\\E[2Jtop - ');
    const picture = shown(typist.keys(' '));
    expect(picture).toMatch(/^\\E\[Htop - .*\\E\[K\n[\s\S]*\\E\[K\\E\[J$/);
    expect(pictures(picture)).toBe(1);
    expect(shown(typist.keys('k'))).toBe('\\E[6;1H\\E[KPID to signal/kill [default pid = 1] ');
    expect(shown(typist.keys('x'))).toBe('\\E[6;1H\\E[KPID to signal/kill [default pid = 1] x');
    expect(shown(typist.line(''))).toBe('\\E[6;1H\\E[K\\E[7m Unacceptable integer \\E[27m');
    typist.wait(2_000);
    expect(shown(typist.keys('q'))).toMatch(/^\\E\[40;1H\n.*# $/);
  });
});

test('what waits for a key in poll(2) says so', () => {
  const typist = new Typist();
  typist.line('top -b -d 5 >/dev/null & ps -o wchan:40= -p $!');
  typist.give({ kind: 'terminal' });
  typist.line('top');
  const other = typist.machine.execute({
    kind: 'line',
    tty: asTtyId(1),
    text: 'cat /proc/$(pgrep -n top)/wchan',
  });
  const shown = other.ok ? other.value.events.map((event) => (event.type === 'TtyWrote' ? event.text : '')).join('') : ''; // prettier-ignore
  expect(shown).toContain('poll_schedule_timeout.constprop.0');
});
