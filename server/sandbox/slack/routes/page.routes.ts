import type { Answer } from '../../shared/http/answer.ts'
import { track } from '../../shared/underway.ts'
import { sendClick, tellOutcome } from '../clicks/send-click.ts'
import { type Args, type SlackAsked, textIn } from '../http/read-arguments.ts'
import type { Route } from '../http/route.ts'
import { addressOf, type PageView, peopleIn, renderPage } from '../page/render-page.ts'
import type { World } from '../world.ts'

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
}

function showPage(world: World, { query }: SlackAsked): Answer {
  const view = viewOf(world, query.get('channel') ?? '', query.get('as') ?? '')
  if (view === undefined) return { status: 404, headers: HEADERS, body: 'Nobody is in this channel.' }
  return { status: 200, headers: HEADERS, body: renderPage(world, view).markup }
}

function viewOf({ state }: World, channelId: string, as: string): PageView | undefined {
  const channel = state.channels.get(channelId) ?? state.channels.get(state.seeded.claims)
  if (channel === undefined) return undefined
  const people = peopleIn(state.users.values(), channel)
  const person = people.find(({ id }) => id === as) ?? people[0]
  return person === undefined ? undefined : { channel, as: person }
}

/** The page does not wait for the app; it shows what became of the click when it loads again. */
function clickOnPage(world: World, { body }: SlackAsked): Answer {
  const args = (body ?? {}) as Args
  const [channel = '', ts = '', as = '', actionId = ''] = ['channel', 'ts', 'as', 'action'].map((name) =>
    textIn(args, name),
  )
  world.lastClick = 'The click is on its way …'
  track(world.clicks, click(world, { channel, ts, actionId, userId: as }))
  return { status: 303, headers: { location: addressOf(channel, as) } }
}

async function click(world: World, clicked: Parameters<typeof sendClick>[1]): Promise<void> {
  try {
    world.lastClick = tellOutcome(await sendClick(world, clicked))
  } catch (error) {
    // The message was changed since the page was loaded, or nobody has set a Request URL.
    world.lastClick = error instanceof Error ? error.message : String(error)
  }
}

export const pageRoutes: readonly Route[] = [
  { method: 'GET', path: '/', handle: showPage },
  { method: 'POST', path: '/click', handle: clickOnPage },
]
