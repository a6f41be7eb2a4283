import { html, type Html } from '../../../shared/html.ts'
import type { Block } from '../state/model.ts'
import { renderText } from './render-text.ts'

/** What a button of the page sends. */
export interface Clickable {
  readonly channel: string
  readonly ts: string
  readonly as: string
}

export function renderBlocks(blocks: readonly Block[], clickable: Clickable | undefined): readonly Html[] {
  return blocks.map((block) => {
    switch (block['type']) {
      case 'header':
        return html`<h3>${textOf(block['text'])}</h3>`
      case 'section':
        return html`<div class="section">
          <p>${renderText(textOf(block['text']))}</p>
          <div class="fields">${objectsIn(block['fields']).map(renderField)}</div>
          ${objectsIn([block['accessory']]).map((one) => renderElement(one, clickable))}
        </div>`
      case 'actions':
        return html`<div class="actions">
          ${objectsIn(block['elements']).map((one) => renderElement(one, clickable))}
        </div>`
      case 'context':
        return html`<small
          >${objectsIn(block['elements']).map((one) => html`${renderText(textOf(one))} `)}</small
        >`
      case 'divider':
        return html`<hr />`
      default:
        return html`<p>${textOf(block['text'])}</p>`
    }
  })
}

const renderField = (field: Block): Html => html`<span>${renderText(textOf(field))}</span>`

function renderElement(element: Block, clickable: Clickable | undefined): Html {
  const label = textOf(element['text'])
  const { url, action_id: actionId, style } = element
  if (element['type'] !== 'button') return html`<span>${label}</span>`
  if (typeof url === 'string' && /^https?:/.test(url))
    return html`<a class="button" href="${url}" rel="noreferrer" target="_blank">${label}</a>`
  if (clickable === undefined || typeof actionId !== 'string')
    return html`<span class="button">${label}</span>`
  const looks = style === 'primary' || style === 'danger' ? style : ''
  return html`<form method="post" action="/click">
    <input type="hidden" name="channel" value="${clickable.channel}" />
    <input type="hidden" name="ts" value="${clickable.ts}" />
    <input type="hidden" name="as" value="${clickable.as}" />
    <input type="hidden" name="action" value="${actionId}" />
    <button class="button ${looks}">${label}</button>
  </form>`
}

/** Of a text object, or the text itself. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || !('text' in value)) return ''
  return textOf(value.text)
}

function objectsIn(value: unknown): readonly Block[] {
  if (!Array.isArray(value)) return []
  return value.filter((one): one is Block => typeof one === 'object' && one !== null)
}
