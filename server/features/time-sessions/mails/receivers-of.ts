import { isMailAddress, mailboxOf } from '../../../platform/mail/index.ts'
import type { PersonRow } from '../people/person.store.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import type { Occasion } from './news-of.ts'

type Settings = Pick<TimeSessionSettings, 'mails' | 'coordinators'>
export type MailPerson = Pick<
  PersonRow,
  'id' | 'name' | 'email' | 'enabled' | 'notify' | 'timeZone' | 'overtimeHours'
>

/** Whether anybody can get a mail about it at all; nothing but the settings need be known. */
export function isMailed({ mails, coordinators }: Settings, occasion: Occasion): boolean {
  const receivers = mails[occasion]
  if (receivers === 'nobody') return false
  return receivers !== 'coordinators' || coordinators.length > 0
}

/** Addresses, each mailbox once; the person's own last. */
export function receiversOf(
  { mails, coordinators }: Settings,
  occasion: Occasion,
  person: MailPerson,
): readonly string[] {
  const receivers = mails[occasion]
  const addresses = [
    ...(receivers === 'coordinators' || receivers === 'both' ? coordinators : []),
    ...(receivers === 'person' || receivers === 'both' ? ownAddress(person) : []),
  ].filter(isMailAddress)
  return [...new Map(addresses.map((address) => [mailboxOf(address), address])).values()]
}

export function hasAddress({ email }: Pick<MailPerson, 'email'>): boolean {
  return email !== null && isMailAddress(email)
}

function ownAddress({ email, enabled, notify }: MailPerson): readonly string[] {
  return email !== null && enabled && notify ? [email] : []
}
