// Does a real browser hold the page to its content policy, and does the lab keep strangers out?
import { complaintsOf, expect, test } from './served-lab.ts';
import { test as bare } from '@playwright/test';

test('a browser without the address gets a refusal and no page', async ({ browser, lab }) => {
  const page = await browser.newPage();
  const response = await page.goto(new URL(lab.url).origin);
  expect(response?.status()).toBe(403);
  expect(await page.textContent('body')).toContain('open the address that pidnest printed');
  await page.close();
});

test('another site can neither call the lab nor frame it', async ({ page, browser, lab }) => {
  await page.goto(lab.url);
  const origin = new URL(lab.url).origin;
  const stranger = await page.context().newPage();
  // The same browser, with the lab's cookie in it, on a page of another origin.
  await stranger.route('http://stranger.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="${origin}/"></iframe>` }),
  );
  await stranger.goto('http://stranger.example/');
  const called = await stranger.evaluate(
    (address) =>
      fetch(`${address}/api/attempt.list`, {
        method: 'POST',
        body: '{}',
        credentials: 'include',
        mode: 'no-cors',
      }).then(
        ({ type, status }) => `${type} ${status}`,
        (error: unknown) => String(error),
      ),
    origin,
  );
  // It may be sent, but nothing of the answer can be read; the host refuses it (tests/app/host).
  expect(called).toMatch(/^(opaque 0|TypeError: Failed to fetch)$/);
  expect(stranger.frames().map((frame) => frame.url())).not.toContain(`${origin}/`);
  expect(browser.isConnected()).toBe(true);
});

bare.describe('injected content', () => {
  const injections: readonly [what: string, run: () => unknown][] = [
    [
      'an inline script',
      () => {
        const script = document.createElement('script');
        script.textContent = 'window.pwned = true';
        document.body.append(script);
      },
    ],
    [
      'markup as text',
      () => {
        // eslint-disable-next-line no-restricted-properties -- what the policy must refuse
        document.body.innerHTML = '<img src="x" onerror="window.pwned = true">';
      },
    ],
    [
      'an inline handler',
      () => {
        const button = document.createElement('button');
        button.setAttribute('onclick', 'window.pwned = true');
        document.body.append(button);
        button.click();
      },
    ],
    [
      'code as text',
      () =>
        // On the page's own time: while the driver evaluates, the browser lets code be made from text.
        new Promise((resolve, reject) => {
          setTimeout(() => {
            try {
              // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- what the policy must refuse
              resolve(new Function('window.pwned = true')());
            } catch (error) {
              reject(new Error(String(error)));
            }
          });
        }),
    ],
    [
      'a script from elsewhere',
      () => {
        const script = document.createElement('script');
        script.src = 'https://example.com/pwn.js';
        document.head.append(script);
      },
    ],
    ['a request to elsewhere', () => fetch('https://example.com/')],
    [
      'a frame',
      () => {
        const frame = document.createElement('iframe');
        frame.src = 'https://example.com/';
        document.body.append(frame);
      },
    ],
    [
      'a form',
      () => {
        const form = document.createElement('form');
        form.action = 'https://example.com/';
        document.body.append(form);
        form.submit();
      },
    ],
  ];

  for (const [what, run] of injections) {
    test(`is stopped: ${what}`, async ({ browser, lab }) => {
      const page = await browser.newPage();
      const complaints = complaintsOf(page);
      const elsewhere: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(new URL(lab.url).origin)) elsewhere.push(request.url());
      });
      await page.goto(lab.url);
      const refused = await page.evaluate(run).then(
        () => '',
        (error: unknown) => String(error),
      );
      await page.waitForTimeout(200);
      expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
      expect([...complaints, refused].join('\n')).toMatch(/Content Security Policy|requires 'Trusted/);
      expect(elsewhere).toEqual([]);
      await page.close();
    });
  }
});
