// Addresses that a page could be made to go to or to load: none of them is the lab's own.

const OURS = 'pidnest://app';

export const HOSTILE_URLS: readonly string[] = [
  // other schemes
  'http://example.com/', 'https://example.com/', 'http://127.0.0.1/', 'http://localhost:8080/', 'https://app/', 'ftp://app/',
  'ws://app/', 'wss://app/', 'file:///etc/passwd', 'file://app/', 'file:///C:/Windows/win.ini', 'javascript:alert(1)',
  'JaVaScRiPt:alert(1)', 'javascript://app/%0aalert(1)', 'vbscript:msgbox(1)', 'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD4=', 'data:,pidnest://app/', 'blob:pidnest://app.example.com/1', 'blob:pidnest://app@example.com/1', 'blob:null/1', 'blob:https://app/1',
  'filesystem:pidnest://app/temporary/x', 'about:blank', 'about:srcdoc', 'about:pidnest://app/', 'view-source:pidnest://app/',
  'chrome://gpu', 'chrome-extension://app/', 'chrome-error://chromewebdata/', 'mailto:a@example.com', 'tel:112',
  'ms-settings:', 'smb://app/share', 'ssh://app', 'intent://app#Intent;end', 'steam://run/1', 'pack://app/', 'x:pidnest://app/',
  // names like ours
  'pidnest://app.example.com/', 'pidnest://example.com/app', 'pidnest://application/', 'pidnest://ap/', 'pidnest://app2/',
  'pidnest://xapp/', 'pidnest://app./', 'pidnest://.app/', 'pidnest://app%2eexample.com/', 'pidnest://App/', 'pidnest://APP/',
  'pidnest:///app/', 'pidnest:app', 'pidnest:/app/', 'pidnest:', 'pidnest://', 'pidnests://app/', 'xpidnest://app/', 'pid://app/',
  'pidnest-//app/', 'pidnest ://app/', 'pidnest\u{2060}://app/', 'p\u{131}dnest://app/', 'pidnest://\u{430}pp/',
  // user information and ports
  `pidnest://app@example.com/`, `pidnest://app:pw@example.com/`, `pidnest://user@app/`, `pidnest://user:pw@app/`, `pidnest://app:80/`,
  `pidnest://example.com#@app/`, `pidnest://example.com?@app/`, `pidnest://example.com/@app/`, `https://example.com/${OURS}`,
  // no address at all
  '', ' ', '/', '//app/', '\\\\app\\share', 'app', '..', '\0', 'pidnest', '%70idnest://app/',
]; // prettier-ignore
