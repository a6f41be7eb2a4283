import type { Applicant } from '../state/model.ts'
import { type HuntflowState, inAccount } from '../state/state.ts'

/** Others of the same organisation with the same e-mail address or the same last ten digits of the phone. */
export function doublesOf(state: HuntflowState, applicant: Applicant): readonly Applicant[] {
  const [email, phone] = [emailKey(applicant), phoneKey(applicant)]
  return inAccount(state.applicants.values(), applicant.accountId).filter(
    (other) =>
      other.id !== applicant.id &&
      ((email !== '' && emailKey(other) === email) || (phone !== '' && phoneKey(other) === phone)),
  )
}

function emailKey({ email }: Applicant): string {
  return (email ?? '').trim().toLowerCase()
}

/** +7 and 8 begin the same number. */
function phoneKey({ phone }: Applicant): string {
  return (phone ?? '').replaceAll(/\D/g, '').slice(-10)
}
