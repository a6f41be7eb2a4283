import type { ClickupPerson } from '../../../connectors/clickup/index.ts'
import type { SlackMember } from './slack-member.store.ts'
import type { SlackMemberView } from './slack.schemas.ts'

export interface SlackPerson {
  readonly id: string
  readonly name: string
  readonly email: string | null
}

interface Known {
  readonly people: readonly SlackPerson[]
  readonly members: readonly ClickupPerson[]
  readonly chosen: readonly SlackMember[]
}

/** Who of Slack is who in ClickUp: as an admin has said, else by the same e-mail, letter by letter. */
export function matchMembers({ people, members, chosen }: Known): readonly SlackMemberView[] {
  const choices = new Map(chosen.map((one) => [one.slackUserId, one.clickupUserId]))
  const byId = new Map(members.map((member) => [member.id, member]))
  return people.map(({ id: slackUserId, name, email }) => {
    const byHand = choices.get(slackUserId)
    const sameEmail = byHand === undefined ? memberOf(members, email) : undefined
    const clickupUserId = byHand ?? sameEmail?.id ?? null
    return {
      slackUserId,
      name,
      email,
      clickupUserId,
      clickupName: byId.get(clickupUserId ?? '')?.name ?? null,
      how: byHand === undefined ? (sameEmail === undefined ? null : 'email') : 'by-hand',
    }
  })
}

/** One only: of several nobody knows which. */
export function memberOf(members: readonly ClickupPerson[], email: string | null): ClickupPerson | undefined {
  if (email === null) return undefined
  const same = members.filter((member) => member.email?.toLowerCase() === email.toLowerCase())
  return same.length === 1 ? same[0] : undefined
}
