// Are the names that every JavaScript object has names like any other, wherever one can be typed?
import { describe, expect, test } from 'vitest';
import { HostileLines } from '../../support/hostile-lines.ts';

const NAMES = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

/** NAME stands where a program or a builtin looks a name up. */
const LINES = `
echo "<$NAME|\${NAME}|\${#NAME}|\${NAME[0]}|\${NAME:-none}>"
echo "\${!NAME}" "\${NAME@A}" "\${NAME^^}" "\${NAME/x/y}"
NAME=1; echo $NAME $((NAME+1)); let NAME++; unset NAME
declare -A a; a[NAME]=2; echo \${a[NAME]} \${!a[@]}; unset 'a[NAME]'
declare -p NAME; export NAME
NAME x; type NAME; hash NAME; command -v NAME; help NAME; enable NAME; builtin NAME
NAME() { echo in; }; NAME; declare -f NAME; unset -f NAME
alias NAME=ls; unalias NAME; alias NAME
[[ x == [[:NAME:]] ]]; [[ x =~ [[:NAME:]] ]]; echo [[:NAME:]]; case NAME in [[:NAME:]]) ;; esac
test -NAME x; test x -NAME y; [ NAME ]; [[ -v NAME ]]
compgen -A NAME; compgen -NAME; complete -F NAME NAME; complete -p NAME; compopt -o NAME
trap NAME NAME; trap -p NAME; kill -NAME 1; kill -s NAME 1; kill -l NAME; kill %NAME; fg NAME
set -o NAME; shopt NAME; shopt -s NAME; ulimit -NAME; umask NAME; umask -S NAME
read NAME <<< 1; mapfile NAME < /etc/hosts; printf -v NAME x; printf "%NAME\\n" 1; getopts NAME NAME
printf "%(NAME)T\\n" 1; history NAME; fc NAME; disown NAME; wait NAME; times NAME; pushd NAME; dirs NAME
bind NAME; caller NAME; local NAME; return NAME; test NAME -nt NAME; exec {NAME}>/dev/null
ps -o NAME; ps -o pid,NAME=x; ps --help NAME; ps --sort NAME; ps -C NAME; ps -u NAME; ps NAME; ps O NAME
pgrep NAME; pgrep -u NAME; pkill -NAME x; pkill --signal NAME x; pidof NAME; pstree NAME; killall NAME; killall -s NAME x; killall -o 1NAME x
dd bs=1NAME; dd NAME=1; dd conv=NAME; head -c 1NAME /etc/hosts; tail -n 1NAME /etc/hosts; split -b 1NAME
date -d NAME; date -d "1 NAME"; date +%NAME; sleep 1NAME; timeout 1NAME true; timeout -s NAME 1 true
find . -size 1NAME; find . -type NAME; find . -NAME; find . -printf %NAME; find . -regextype NAME; find . -user NAME
strace -e trace=NAME true; strace -e NAME true; strace -e signal=NAME true; getent NAME; getent passwd NAME
od -t NAME /etc/hosts; od -A NAME /etc/hosts; stat -c %NAME /etc/hosts; ls --sort=NAME; ls --time-style=NAME; ls --NAME
mount -t NAME x /mnt; mount -o NAME x /mnt; mount --NAME; umount NAME; unshare --NAME; unshare --propagation NAME true; nsenter --NAME
sysctl NAME; sysctl kernel.NAME; prlimit --NAME; lsns -o NAME; lsns -t NAME; setpriv --NAME; capsh --NAME; logname NAME
awk 'BEGIN { print NAME; NAME[1] = 2; print NAME[1], length(NAME) }'; awk 'BEGIN { NAME(1) }'; awk -v NAME=1 'BEGIN { print NAME }'
sed 's/[[:NAME:]]//' /etc/hosts; grep '[[:NAME:]]' /etc/hosts; tr '[:NAME:]' x < /etc/hosts; sort -k NAME /etc/hosts; expr NAME : NAME
chmod NAME /etc/hosts; chown NAME /etc/hosts; id NAME; su NAME -c true; sudo -u NAME true; env NAME=1 true; groups NAME; users NAME
cat /proc/NAME /proc/self/NAME /proc/sys/NAME /proc/self/ns/NAME; cd NAME; ls NAME; mkdir NAME; rmdir NAME; : > NAME; rm NAME
chrt NAME true; ionice -c NAME true; taskset NAME true; nice -n NAME true; renice NAME 1; findmnt -o NAME; df --output=NAME; tty NAME
echo !NAME; echo \${a[@]@NAME}; echo "\\NAME"; echo $'\\NAME'; NAME= true; coproc NAME { true; }; select NAME in; do :; done
sh -c 'echo $NAME \${NAME}; NAME=1; kill -l NAME; set -o NAME; ulimit -NAME; test -NAME x; trap x NAME; NAME; umask NAME; type NAME'
`
  .trim()
  .split('\n');

describe('a name that every object has', () => {
  for (const name of NAMES)
    test(`is a name like any other: ${name}`, () => {
      const host = new HostileLines();
      for (const line of LINES) {
        const shown = host.type(line.replaceAll('NAME', name));
        // What JavaScript says of itself.
        expect(shown).not.toMatch(/native code|\[object |is not a function|NaN|undefined/);
        if (host.limit === null) host.type('');
        expect([line, host.isAlive()]).toEqual([line, true]);
      }
      // An array's elements and a variable are what was put there.
      expect(host.type(`unset ${name}; ${name}=7; echo "<$${name}>"`)).toContain('<7>');
      expect(host.type(`declare -A b; b[${name}]=8; echo "<\${b[${name}]}\${!b[@]}>"`)).toContain(
        `<8${name}>`,
      );
    });
});
