import { html } from '../../shared/html.ts'
import type { GatheredMail } from './mailbox.store.ts'
import { mailPage } from './mail-page.ts'
import type { MailLanguage } from './new-mail.ts'

interface Digest {
  readonly language: MailLanguage
  /** The first of them. */
  readonly lines: readonly GatheredMail[]
  readonly total: number
}

const TEXTS: Readonly<Record<MailLanguage, { subject: string; intro: string; more: string }>> = {
  en: {
    subject: '{total} notices in one mail',
    intro: 'So much happened at once that it comes as one mail.',
    more: 'And {more} more that are not listed here.',
  },
  es: {
    subject: '{total} avisos en un solo correo',
    intro: 'Han pasado tantas cosas a la vez que llegan en un solo correo.',
    more: 'Y {more} más que no se muestran aquí.',
  },
  ru: {
    subject: 'Уведомления одним письмом: {total}',
    intro: 'Событий произошло так много, что они собраны в одном письме.',
    more: 'Ещё событий, не показанных здесь: {more}.',
  },
}

/** One mail with a line for each that it stands for. */
export function writeDigest({ language, lines, total }: Digest): {
  readonly subject: string
  readonly text: string
  readonly html: string
} {
  const { subject, intro, more } = TEXTS[language]
  const summaries = lines.map(({ summary }) => summary ?? '')
  const rest = total - lines.length
  const ending = rest > 0 ? more.replace('{more}', String(rest)) : ''
  const title = subject.replace('{total}', String(total))
  const items = summaries.map((line) => html`<li style="margin:0 0 8px">${line}</li>`)
  const body = html`<p style="margin:0 0 16px">${intro}</p>
    <ul style="margin:0;padding:0 0 0 20px">
      ${items}
    </ul>
    <p style="margin:16px 0 0">${ending}</p>`
  return {
    subject: title,
    text: [
      intro,
      '',
      ...summaries.map((line) => `- ${line}`),
      ...(ending === '' ? [] : ['', ending]),
      '',
    ].join('\n'),
    html: mailPage({ language, title, body }),
  }
}
