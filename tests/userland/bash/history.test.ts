// Which earlier line does ! mean, and how is a line remembered? The expectations are what bash 5.2.15 answered.

import { describe, expect, it } from 'vitest';
import { historyEntry } from '#shared/userland/bash/history-entry.ts';
import { expandHistory } from '#shared/userland/bash/history-expansion.ts';

const HISTORY = ['echo a', 'ls /usr/bin | wc -l', 'echo "two words" three /tmp/file.txt'];

function expanded(line: string): string {
  const result = expandHistory(line, HISTORY);
  return 'problem' in result ? `${result.event}: ${result.problem}` : result.line;
}

describe('history expansion', () => {
  it.each([
    ['!!', 'echo "two words" three /tmp/file.txt'],
    ['!1', 'echo a'],
    ['!-2', 'ls /usr/bin | wc -l'],
    ['!ls', 'ls /usr/bin | wc -l'],
    ['!?bin?', 'ls /usr/bin | wc -l'],
    ['echo !$', 'echo /tmp/file.txt'],
    ['echo !^', 'echo "two words"'],
    ['echo !*', 'echo "two words" three /tmp/file.txt'],
    ['echo !:2', 'echo three'],
    ['echo !:1-2', 'echo "two words" three'],
    ['echo !:2*', 'echo three /tmp/file.txt'],
    ['echo !-2:3-', 'echo wc'],
    ['echo !ls:$', 'echo -l'],
    ['echo !$:h !$:t !$:r !$:e', 'echo /tmp file.txt /tmp/file .txt'],
    ['!!:s/two/2/', 'echo "2 words" three /tmp/file.txt'],
    ['!!:gs/e/E/', 'Echo "two words" thrEE /tmp/filE.txt'],
    ['^three^3^', 'echo "two words" 3 /tmp/file.txt'],
    ['echo "!-3"', 'echo "echo a"'],
    ['echo "a!"', 'echo "a!"'],
    ["echo '!!'", "echo '!!'"],
    ['echo \\!!', 'echo \\!!'],
    ['echo $! ${!x} [!a] != ! !', 'echo $! ${!x} [!a] != ! !'],
    ['echo a # !!', 'echo a # !!'],
    ['!nosuch', '!nosuch: event not found'],
    ['!99', '!99: event not found'],
    ['echo !:9', ':9: bad word specifier'],
    ['^nosuch^x', ':s^nosuch^x: substitution failed'],
    ['!!:&', ':&: no previous substitution'],
  ])('reads %s as %s', (line, text) => {
    expect(expanded(line)).toBe(text);
  });
});

describe('a command of several lines', () => {
  it.each([
    ['echo a\n', 'echo a'],
    ['for i in 1\ndo\necho $i\ndone\n', 'for i in 1; do echo $i; done'],
    ['if true\nthen\necho a\nelse\necho b\nfi\n', 'if true; then echo a; else echo b; fi'],
    ['echo "a\nb"\n', 'echo "a\nb"'],
    ['echo a \\\nb\n', 'echo a b'],
    ['true &&\nfalse\n', 'true && false'],
    ['f() {\necho a\n}\n', 'f() { echo a; }'],
    ['cat <<E\nx\nE\n', 'cat <<E\nx\nE\n'],
  ])('%j is remembered as %j', (text, entry) => {
    expect(historyEntry(text)).toBe(entry);
  });
});
