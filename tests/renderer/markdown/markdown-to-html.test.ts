// Can the text of a pack become anything but text, even before it is sanitised?
import { describe, expect, test } from 'vitest';
import { markdownToHtml } from '../../../renderer/markdown/markdown-to-html.ts';

describe('markdownToHtml', () => {
  test('makes paragraphs, code and lists', () => {
    expect(markdownToHtml('Type `ps -ef`.\n\n- one\n- **two**')).toBe(
      '<p>Type <code>ps -ef</code>.</p>\n<ul>\n<li>one</li>\n<li><strong>two</strong></li>\n</ul>\n',
    );
  });

  test('shows a link as its words and its address, with nothing to click', () => {
    expect(markdownToHtml('See [the manual](https://example.com/a?b=1&c=2).')).toBe(
      '<p>See the manual (<code>https://example.com/a?b=1&amp;c=2</code>).</p>\n',
    );
  });

  test('shows a bare address once', () => {
    expect(markdownToHtml('<https://example.com>')).toBe('<p>https://example.com</p>\n');
  });

  test('shows the description of a picture, and loads none', () => {
    expect(markdownToHtml('![a tree](https://example.com/tree.png)')).toBe('<p>a tree</p>\n');
  });

  test('puts headings below those of the panel', () => {
    expect(markdownToHtml('# One\n\n##### Five')).toBe('<h3>One</h3><h6>Five</h6>');
  });

  test.each([
    ['an element', '<img src=x onerror=alert(1)>'],
    ['a script', '<script>alert(1)</script>'],
    ['an element in a code span', '`<b onclick=alert(1)>`'],
    ['an element in the words of a link', '[<img src=x onerror=alert(1)>](https://example.com)'],
    ['an attribute in an address', '[x](<https://example.com/"onmouseover="alert(1)>)'],
    ['an element in an address', '[x](<https://example.com/%3Cimg%20src=x%3E>)'],
    ['an element in a description', '![<img src=x onerror=alert(1)>](a.png)'],
    ['an element in the name of a fence', '```<img src=x onerror=alert(1)>\nx\n```'],
    ['a link of a dangerous scheme', '[x](javascript:alert(1))'],
    ['a link in angle brackets', '<https://example.com>'],
  ])('makes no markup that acts of %s', (_what, text) => {
    const html = markdownToHtml(text);
    expect(html.match(/<(?!\/?(?:p|code|code class="[^"<>]*"|pre)>)[^>]*>?/)).toBeNull();
  });
});
