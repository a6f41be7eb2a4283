import { html } from '../../shared/html.ts'

/** For somebody whose browser was sent here by another service. */
export function refusalPage(title: string, text: string): string {
  const { markup } = html`
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
      </head>
      <body>
        <h1>${title}</h1>
        <p>${text}</p>
        <p><a href="/ui/settings/connections">Settings, Connections</a></p>
      </body>
    </html>
  `
  return `<!doctype html>${markup}`
}
