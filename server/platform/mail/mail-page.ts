import { html, type Html } from '../../shared/html.ts'
import type { MailLanguage } from './new-mail.ts'

interface Page {
  readonly language: MailLanguage
  readonly title: string
  readonly body: Html
}

// Mail programs know old tables and inline styles best; those that know more follow the reader's dark mode.
const STYLE = `  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page { background: #16191d !important; }
    .card { background: #1f2429 !important; color: #e8eaed !important; border-color: #3a424b !important; }
    .quiet { color: #a4adb8 !important; }
    .link { color: #8ab8ff !important; }
  }`.replace(/\s*\n\s*/g, '')

/** The frame of every mail: one column that fits a phone, light and dark. */
export function mailPage({ language, title, body }: Page): string {
  const { markup } = html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${title}</title>
      <style>
        ${{ markup: STYLE }}
      </style>
    </head>
    <body class="page" style="margin:0;padding:16px;background:#f2f4f6">
      <table
        role="presentation"
        width="100%"
        cellpadding="0"
        cellspacing="0"
        style="border-collapse:collapse"
      >
        <tr>
          <td align="center">
            <table
              role="presentation"
              class="card"
              width="100%"
              cellpadding="0"
              cellspacing="0"
              style="max-width:600px;background:#ffffff;color:#1c2127;border:1px solid #d7dce1;border-radius:8px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"
            >
              <tr>
                <td style="padding:24px;word-break:break-word">
                  <h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${title}</h1>
                  ${body}
                </td>
              </tr>
            </table>
          </td>
        </tr>
      </table>
    </body>
  </html>`
  return `<!doctype html>${markup}`
}
