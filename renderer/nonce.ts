// How do the styles that a library makes at run time pass the content policy?
//
// The terminal's renderer writes its colours into style elements, and those of marked or selected text into style
// attributes. An element gets the nonce that the host put into this response; an attribute is set property by property,
// which the policy allows to a script as it is. So the policy needs no 'unsafe-inline'. Imported before anything that
// could make one.

const stamped = document.querySelector<HTMLElement>('[nonce]')?.nonce;

if (stamped !== undefined && stamped !== '') {
  const createElement = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = createElement(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = stamped;
    return element;
  };
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its element below
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (this: Element, name: string, value: string) {
  if (name === 'style' && this instanceof HTMLElement) this.style.cssText = value;
  else setAttribute.call(this, name, value);
};
