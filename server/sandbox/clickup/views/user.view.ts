import type { Member, User } from '../state/model.ts'
import type { World } from '../world.ts'
import { instantText } from './instants.ts'

const ROLE_KEYS = { 1: 'owner', 2: 'admin', 3: 'member', 4: 'guest' } as const

function initialsOf(user: User): string {
  const name = user.username ?? user.email
  return name
    .split(/\s+/)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0x20))
    .join('')
    .slice(0, 2)
    .toUpperCase()
}

/** As assignees, watchers, comment authors and attachment owners show it. */
export function personView(user: User) {
  return {
    id: user.id,
    username: user.username,
    color: user.color,
    initials: initialsOf(user),
    email: user.email,
    profilePicture: user.profilePicture,
  }
}

/** Creators come without initials. */
export function creatorView(user: User) {
  const { initials: _, ...rest } = personView(user)
  return rest
}

export function meView(world: World, user: User) {
  return {
    ...personView(user),
    week_start_day: 1,
    global_font_support: true,
    [world.quirks.misspeltTimeZone ? 'timezeone' : 'timezone']: user.timeZone,
  }
}

export function memberView(user: User, member: Member) {
  return {
    user: {
      ...personView(user),
      role: member.role,
      role_key: ROLE_KEYS[member.role],
      last_active: instantText(member.lastActiveMs),
      date_joined: instantText(member.joinedMs),
      date_invited: instantText(member.invitedMs),
    },
  }
}

/** As the members of a list or a task are listed. */
export function accessView(user: User) {
  return {
    ...personView(user),
    profileInfo: {
      display_profile: null,
      verified_ambassador: null,
      verified_consultant: null,
      top_tier_user: null,
      viewed_verified_ambassador: null,
      viewed_verified_consultant: null,
      viewed_top_tier_user: null,
    },
  }
}
