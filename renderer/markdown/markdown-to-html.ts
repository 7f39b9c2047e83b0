// How does the text of a pack become markup that can't do anything?
//
// Packs come from strangers. HTML in them is text; a link is its words with the address beside it, so that nothing can
// be clicked and nobody is led elsewhere; pictures are their description. Markdown.svelte sanitises what comes out.

import createMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it';

const parser = withoutLinks(createMarkdownIt({ html: false, linkify: false, typographer: false }));

export function markdownToHtml(text: string): string {
  return parser.render(text);
}

function withoutLinks(markdown: MarkdownIt): MarkdownIt {
  const rules = markdown.renderer.rules;
  const escape = (text: string): string => markdown.utils.escapeHtml(text);
  rules.link_open = () => '';
  rules.link_close = (tokens, index) => {
    const address = addressBefore(tokens, index);
    return address === '' ? '' : ` (<code>${escape(address)}</code>)`;
  };
  rules.image = (tokens, index) => escape(tokens[index]?.content ?? '');
  // The panel has the heading of the first level and its own of the second: those of a text stand below.
  rules.heading_open = (tokens, index) => `<${lowered(tokens[index]?.tag)}>`;
  rules.heading_close = (tokens, index) => `</${lowered(tokens[index]?.tag)}>`;
  return markdown;
}

/** The address of the link that closes at `index`; empty where its words are the address. */
function addressBefore(tokens: readonly Token[], index: number): string {
  for (let at = index - 1; at >= 0; at -= 1) {
    const token = tokens[at];
    if (token?.type !== 'link_open') continue;
    return token.markup === 'autolink' ? '' : String(token.attrGet('href') ?? '');
  }
  return '';
}

function lowered(tag: string | undefined): string {
  return `h${Math.min(Number(tag?.slice(1) ?? 1) + 2, 6)}`;
}
