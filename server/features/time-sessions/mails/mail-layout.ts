import { mailPage } from '../../../platform/mail/index.ts'
import { html, type Html } from '../../../shared/html.ts'
import type { Line } from './change-lines.ts'
import type { Language, TextKey } from './texts.ts'

export type Translate = (key: TextKey, places?: Record<string, string>) => string

/** What a mail consists of, whatever it is about. */
export interface MailParts {
  readonly title: string
  readonly intro: readonly string[]
  readonly facts: readonly Line[]
  readonly changes: readonly Line[]
  readonly remarks: readonly string[]
  readonly address: string | undefined
}

function list(lines: readonly Line[]): string {
  return lines.map(([label, value]) => `${label}: ${value}`).join('\n')
}

export function textOfMail({ intro, facts, changes, remarks, address }: MailParts, t: Translate): string {
  return [
    intro.join('\n'),
    ...(facts.length === 0 ? [] : [list(facts)]),
    ...(changes.length === 0 ? [] : [`${t('changes')}\n${list(changes)}`]),
    ...(address === undefined ? [] : [`${t('link')}: ${address}`]),
    remarks.join('\n'),
  ]
    .join('\n\n')
    .concat('\n')
}

export function htmlOfMail(
  { title, intro, facts, changes, remarks, address }: MailParts,
  { language, t }: { readonly language: Language; readonly t: Translate },
): string {
  const heading = html`<h2 style="margin:24px 0 8px;font-size:16px">${t('changes')}</h2>`
  const link = html`<p style="margin:24px 0 0">
    <a class="link" href="${address ?? ''}" style="color:#0b57d0">${t('link')}</a>
  </p>`
  const body = html`${paragraphs(intro)} ${tableOf(facts)}
    ${changes.length === 0 ? [] : [heading, tableOf(changes)]} ${address === undefined ? [] : [link]}
    <div class="quiet" style="margin:24px 0 0;font-size:13px;color:#5b6570">${paragraphs(remarks)}</div>`
  return mailPage({ language, title, body })
}

function paragraphs(lines: readonly string[]): readonly Html[] {
  return lines.map((line) => html`<p style="margin:0 0 8px">${line}</p>`)
}

function tableOf(lines: readonly Line[]): Html {
  const rows = lines.map(
    ([label, value]) =>
      html`<tr>
        <th
          class="quiet"
          scope="row"
          style="padding:4px 12px 4px 0;text-align:left;vertical-align:top;font-weight:normal;color:#5b6570"
        >
          ${label}
        </th>
        <td style="padding:4px 0;vertical-align:top">${value}</td>
      </tr>`,
  )
  return html`<table
    role="presentation"
    cellpadding="0"
    cellspacing="0"
    style="margin:8px 0 0;font-size:15px"
  >
    ${rows}
  </table>`
}
