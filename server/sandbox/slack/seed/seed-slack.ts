import { at, times } from '../../shared/cycle.ts'
import type { Random } from '../../shared/random.ts'
import type { ResolvedOptions, SeededPerson } from '../options.ts'
import { makeId, makeSecret } from '../state/ids.ts'
import type { Channel, User } from '../state/model.ts'
import type { SeededChannels, SlackState } from '../state/state.ts'
import { PEOPLE, SCOPES } from './names.ts'

interface NewChannel {
  readonly name: string
  readonly isPrivate?: boolean
  readonly isArchived?: boolean
  readonly hasApp?: boolean
}

export function seedSlack(options: ResolvedOptions, random: Random): SlackState {
  const users = seedUsers(options, random)
  const botUser = makeUser(random, { name: 'switchyard', email: null, isBot: true })
  users.set(botUser.id, botUser)
  const teamId = makeId(random, 'T')
  const channels = new Map<string, Channel>()
  const people = [...users.values()].filter(({ isBot, isDeleted }) => !isBot && !isDeleted)
  const createdMs = options.clock.now().getTime()
  const open = ({ name, isPrivate = false, isArchived = false, hasApp = true }: NewChannel): string => {
    const members = new Set(people.map(({ id }) => id))
    if (hasApp) members.add(botUser.id)
    const id = makeId(random, 'C')
    channels.set(id, { id, name, isPrivate, isArchived, createdMs, members, messages: [] })
    return id
  }
  const seeded: SeededChannels = {
    general: open({ name: 'general' }),
    claims: open({ name: 'claims' }),
    random: open({ name: 'random', hasApp: false }),
    leads: open({ name: 'leads', isPrivate: true }),
    board: open({ name: 'board', isPrivate: true, hasApp: false }),
    archived: open({ name: 'old-project', isArchived: true }),
  }
  const hook = {
    path: `/services/${teamId}/${makeId(random, 'B')}/${makeSecret(random, 24)}`,
    channel: seeded.claims,
  }
  return {
    teamId,
    teamName: 'Northwind Studio',
    appId: makeId(random, 'A'),
    botId: makeId(random, 'B'),
    botUserId: botUser.id,
    botToken: `xoxb-${100_000_000_000 + random.below(899_999_999)}-${makeSecret(random, 24)}`,
    signingSecret: makeSecret(random, 32, '0123456789abcdef'),
    verificationToken: makeSecret(random, 24),
    tokenProblem: undefined,
    scopes: SCOPES,
    users,
    channels,
    seeded,
    whispers: [],
    responseUrls: new Map(),
    hook,
    requestUrl: undefined,
    lastTsMicros: 0,
  }
}

function seedUsers({ people = PEOPLE, size }: ResolvedOptions, random: Random): Map<string, User> {
  const count = people === PEOPLE ? Math.max(size.people, 3) : people.length
  const users = new Map<string, User>()
  const add = (user: User): void => void users.set(user.id, user)
  for (const index of times(count)) add(makeUser(random, personAt(people, index)))
  add({
    ...makeUser(random, { name: 'Gone Person', email: 'gone.person@northwind.example' }),
    isDeleted: true,
  })
  add(makeUser(random, { name: 'Build Bot', email: null, isBot: true }))
  // The real one has this id in every workspace, and is no bot by its own word.
  add({ ...makeUser(random, { name: 'Slackbot', email: null }), id: 'USLACKBOT' })
  return users
}

/** Further rounds get a number, so that names and e-mails stay different. */
function personAt(people: readonly SeededPerson[], index: number): SeededPerson {
  const { name, email } = at(people, index)
  const round = Math.floor(index / people.length)
  if (round === 0) return { name, email }
  return { name: `${name} ${round + 1}`, email: email?.replace('@', `${round + 1}@`) ?? null }
}

export function makeUser(
  random: Random,
  { name, email, isBot = false }: SeededPerson & { readonly isBot?: boolean },
): User {
  const id = makeId(random, 'U')
  const handle = email?.split('@')[0]?.toLowerCase() ?? id.toLowerCase()
  const shown = isBot ? '' : (name.split(' ')[0] ?? name)
  return { id, handle, realName: name, displayName: shown, email, isBot, isDeleted: false }
}
