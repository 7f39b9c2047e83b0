// What do h and --help show? A short page, in place of the long one of the real program.
//
// Differs: less.

export const VERSION = '590';

export const VERSION_TEXT = `less ${VERSION} (GNU regular expressions)
Copyright (C) 1984-2021  Mark Nudelman

less comes with NO WARRANTY, to the extent permitted by law.
For information about the terms of redistribution,
see the file named README in the less distribution.
Home page: https://greenwoodsoftware.com/less
`;

export const HELP_TEXT = `
                   SUMMARY OF LESS COMMANDS

      This is the short form of the lab.  N is a number typed before the key.
      ^K stands for Ctrl and K.

  h  H              This page.
  q  Q  :q  ZZ      Leave it, or leave less.

  e  j  ^E  ^N  RETURN   One line forward, or N.
  y  k  ^Y  ^P           One line back, or N.
  f  ^F  ^V  SPACE       One screen forward, or N lines.
  b  ^B  ESC-v           One screen back, or N lines.
  d  ^D                  Half a screen forward, or from now on N lines.
  u  ^U                  Half a screen back, or from now on N lines.
  g  <  G  >             To the first line, to the last line, or to line N.
  p  %                   To N percent of the file.
  ESC-)  ESC-(           To the right and to the left.
  F                      To the end, and wait for more; Ctrl-C ends that.
  r  R  ^L               Write the screen again.

  /PATTERN  ?PATTERN     Search forward, or back, for the Nth line that matches.
                         !PATTERN searches for lines that do not match.
  n  N                   Search again, or in the other direction.
  &PATTERN               Show only lines that match; & alone shows all again.

  mLETTER  'LETTER       Set a mark, and go back to it.  '' goes back to where you were.

  :n  :p  :x             The next file, the one before, the first one.
  :e NAME  :d            Another file; take this one from the list.
  =  ^G  :f              What is shown, and how far it is.

  -LETTER  _LETTER       Change an option, or ask how it stands: -N numbers lines, -S chops
                         long ones, -i ignores case, -M has a longer prompt.
  !COMMAND               Run a command of the shell.
  V                      Tell the version.

      Options on the command line:

  -e -E   leave at the end of the file          -F      leave if one screen shows all
  -i -I   ignore case in searches               -N -n   number lines; know no numbers
  -p PATTERN  +/PATTERN  begin at a match       +G  +NUMBER  begin at the end, at a line
  -s      one blank line for several            -S      chop long lines
  -x N    tab stops                             -r -R   show controls, or colours, raw
  -m -M   longer prompts                        -q -Q   ring no bell
`;
