import { makePlaceId, makeUserId } from '../state/ids.ts'
import type { Member, Role, Team, User } from '../state/model.ts'
import { COLORS, PEOPLE, ZONES } from './names.ts'
import { at, times } from '../../shared/cycle.ts'
import { DAY_MS, type SeedContext } from './seed-context.ts'

/** The owner, two admins, members, a guest, and one who was invited and has no name yet. */
export function seedPeople(context: SeedContext): Team {
  const { state, size, nowMs } = context
  const team = makeTeam(context, 'Northwind Studio')
  const count = Math.max(size.members, 4)
  for (const index of times(count)) {
    const isInvited = index === count - 1
    const user = makeUser(context, index, isInvited)
    state.users.set(user.id, user)
    team.members.push(makeMember(user, { role: roleAt(index, count), isInvited, nowMs }))
  }
  const ids = team.members.map(({ userId }) => userId)
  state.teamId = team.id
  state.ownerId = at(ids, 0)
  state.memberId = at(ids, 1)
  state.guestId = at(ids, count - 2)
  state.invitedId = at(ids, count - 1)
  return team
}

export function makeTeam({ state, random, plan }: SeedContext, name: string): Team {
  const team: Team = { id: makePlaceId(random), name, plan, members: [], fieldUses: 0 }
  state.teams.set(team.id, team)
  return team
}

function makeUser({ random }: SeedContext, index: number, isInvited: boolean): User {
  const [name, mailbox] = at(PEOPLE, index)
  const round = Math.floor(index / PEOPLE.length)
  const suffix = round === 0 ? '' : String(round + 1)
  return {
    id: makeUserId(random),
    username: isInvited ? null : `${name}${suffix && ` ${suffix}`}`,
    email: `${mailbox}${suffix}@northwind.example`,
    color: at(COLORS, index),
    profilePicture:
      index % 3 === 0 ? `https://attachments.clickup.example/profilePictures/${index}.jpg` : null,
    timeZone: at(ZONES, index),
  }
}

function roleAt(index: number, count: number): Role {
  if (index === 0) return 1
  if (index === count - 2) return 4
  return index <= 2 && count > 5 ? 2 : 3
}

interface Membership {
  readonly role: Role
  readonly isInvited: boolean
  readonly nowMs: number
}

function makeMember(user: User, { role, isInvited, nowMs }: Membership): Member {
  return {
    userId: user.id,
    role,
    invitedMs: nowMs - 400 * DAY_MS,
    joinedMs: isInvited ? null : nowMs - 399 * DAY_MS,
    lastActiveMs: isInvited ? null : nowMs - DAY_MS,
  }
}
