import type { SlackMember } from '../../../api/upsert-types.ts'

interface MemberFilter {
  readonly search: string
  readonly isUnmapped: boolean
}

/** Names are only searched by, never used to tell who somebody is. */
export function shownMembers(
  members: readonly SlackMember[],
  { search, isUnmapped }: MemberFilter,
): readonly SlackMember[] {
  const wanted = search.trim().toLowerCase()
  return members.filter(
    ({ name, email, clickupName, clickupUserId }) =>
      (!isUnmapped || clickupUserId === null) &&
      [name, email, clickupName].some((text) => text?.toLowerCase().includes(wanted)),
  )
}

export function countUnmapped(members: readonly SlackMember[]): number {
  return members.filter(({ clickupUserId }) => clickupUserId === null).length
}
