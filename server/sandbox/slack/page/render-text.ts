import { html, type Html } from '../../../shared/html.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }
const LINK = /<(https?:\/\/[^|>]+)(?:\|([^>]*))?>/

/** mrkdwn, as far as messages of a work queue use it: links, bold, line ends. */
export function renderText(text: string): Html {
  const found = LINK.exec(text)
  if (found === null) return renderBold(text)
  const [whole, address = '', label = address] = found
  const rest = text.slice(found.index + whole.length)
  return html`${renderBold(text.slice(0, found.index))}<a href="${readable(address)}" rel="noreferrer"
      >${readable(label)}</a
    >${renderText(rest)}`
}

function renderBold(text: string): Html {
  const found = /\*([^*\n]+)\*/.exec(text)
  if (found === null) return html`${readable(text)}`
  const [whole, inner = ''] = found
  const rest = text.slice(found.index + whole.length)
  return html`${readable(text.slice(0, found.index))}<b>${readable(inner)}</b>${renderBold(rest)}`
}

/** Slack keeps three letters escaped. */
function readable(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
}
