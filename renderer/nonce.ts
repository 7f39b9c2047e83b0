// How do style elements that a library makes at run time pass the content policy?
//
// The terminal's renderer writes its colours into style elements. Each gets the nonce that the host put into this
// response, so that the policy needs no 'unsafe-inline'. Imported before anything that could make one.

const stamped = document.querySelector<HTMLElement>('[nonce]')?.nonce;

if (stamped !== undefined && stamped !== '') {
  const createElement = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = createElement(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = stamped;
    return element;
  };
}
