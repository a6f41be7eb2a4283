import { html, type Html } from '../../../shared/html.ts'
import type { Channel, Message, User, Whisper } from '../state/model.ts'
import type { World } from '../world.ts'
import { renderBlocks } from './render-blocks.ts'
import { renderText } from './render-text.ts'

export interface PageView {
  readonly channel: Channel
  /** Who looks at it, and clicks. */
  readonly as: User
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:0;display:flex;min-height:100vh;color:#1d1c1d}
nav{background:#3f0e40;padding:1rem;width:13rem;flex:none}nav a{display:block;color:#fff;padding:.15rem .4rem;border-radius:4px}
nav b{color:#fff}nav a[aria-current]{background:#1164a3}main{padding:1rem 1.5rem;max-width:46rem;flex:1}
article{border-top:1px solid #ddd;padding:.7rem 0}article h3{margin:.3rem 0}p{margin:.3rem 0;white-space:pre-wrap}
small,.muted{color:#616061}.fields{display:grid;grid-template-columns:1fr 1fr;gap:.3rem}.fields span{white-space:pre-wrap}.actions,.people{display:flex;gap:.5rem;flex-wrap:wrap}
.button{border:1px solid #888;border-radius:4px;background:#fff;padding:.25rem .7rem;font:inherit;color:inherit;text-decoration:none;cursor:pointer}
.primary{background:#007a5a;color:#fff}.danger{background:#c01343;color:#fff}.whisper{background:#fff8e1}.people .muted{padding:.25rem 0}`

/** Loads itself again every few seconds: no script is needed. */
export function renderPage(world: World, view: PageView): Html {
  const { state, lastClick } = world
  const { channel, as } = view
  const whispers = state.whispers.filter((one) => one.userId === as.id && one.channel === channel.id)
  const all = [...channel.messages, ...whispers].toSorted((a, b) => (a.ts < b.ts ? -1 : 1))
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta http-equiv="refresh" content="3" />
        <title>#${channel.name} – a fake Slack</title>
        <style>
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <nav><b>${state.teamName}</b>${[...state.channels.values()].map((one) => renderLink(one, view))}</nav>
        <main>
          <h1>#${channel.name}</h1>
          <div class="people"><span class="muted">You are</span>${peopleOf(world, view)}</div>
          <p class="muted" role="status">${lastClick ?? ''}</p>
          ${all.map((one) => renderMessage(world, one, view))}
          ${all.length === 0 ? html`<p class="muted">Nothing was posted here yet.</p>` : ''}
        </main>
      </body>
    </html>`
}

function renderLink({ id, name, isPrivate }: Channel, { channel, as }: PageView): Html {
  const label = `${isPrivate ? '🔒' : '#'} ${name}`
  if (id === channel.id) return html`<a aria-current="page" href="${addressOf(id, as.id)}">${label}</a>`
  return html`<a href="${addressOf(id, as.id)}">${label}</a>`
}

function peopleOf({ state }: World, { channel, as }: PageView): readonly Html[] {
  return peopleIn(state.users.values(), channel).map(({ id, realName }) =>
    id === as.id
      ? html`<b class="button primary">${realName}</b>`
      : html`<a class="button" href="${addressOf(channel.id, id)}">${realName}</a>`,
  )
}

function renderMessage({ state }: World, message: Message | Whisper, { channel, as }: PageView): Html {
  const isWhisper = !('metadata' in message)
  const author = isWhisper ? 'switchyard' : (state.users.get(message.userId)?.realName ?? message.userId)
  const at = new Date(Number(message.ts) * 1_000).toISOString().slice(11, 19)
  const clickable = isWhisper ? undefined : { channel: channel.id, ts: message.ts, as: as.id }
  const body =
    message.blocks.length > 0 ? renderBlocks(message.blocks, clickable) : [renderText(message.text)]
  return html`<article class="${isWhisper ? 'whisper' : ''}">
    <b>${author}</b> <small>${at} UTC${isWhisper ? ', only you can see this' : ''}</small>
    <div>${body}</div>
  </article>`
}

export function addressOf(channel: string, as: string): string {
  return `/?${new URLSearchParams({ channel, as }).toString()}`
}

/** Who can be chosen: people who are there. */
export function peopleIn(users: Iterable<User>, channel: Channel): readonly User[] {
  return [...users].filter(
    ({ id, isBot, isDeleted }) => !isBot && !isDeleted && channel.members.has(id) && id !== 'USLACKBOT',
  )
}
