import { isObject } from '../../shared/json.ts'
import { messageOf } from '../../shared/errors.ts'
import { plainLine } from '../../shared/plain-line.ts'

/** What became of handing a mail to the server. */
export type Delivery =
  | { readonly kind: 'sent' }
  /** It would be refused again. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** `isServer`: not for this mail but for all of them. */
  | { readonly kind: 'later'; readonly reason: string; readonly isServer: boolean }

const LONGEST_REASON = 500
// What the server says to these is about how we come to it, whatever mail there is.
const ABOUT_US = /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH|MAIL FROM)/

/**
 * By the code that the server answered, not by the name of the error: 4xx passes, 5xx for the mailbox or the mail does not. A refused login
 * or sender is for the operator to mend, and the mails then go out.
 */
export function judgeFailure(error: unknown, hide: (text: string) => string): Delivery {
  const { responseCode, command, code } = isObject(error) ? error : {}
  const reason = plainLine(hide(messageOf(error)), LONGEST_REASON)
  const isAnswer = typeof responseCode === 'number'
  const isAboutUs = code === 'EAUTH' || (typeof command === 'string' && ABOUT_US.test(command))
  if (!isAnswer)
    return code === 'EENVELOPE' ? { kind: 'refused', reason } : { kind: 'later', reason, isServer: true }
  if (isAboutUs || responseCode === 421) return { kind: 'later', reason, isServer: true }
  return responseCode >= 500 ? { kind: 'refused', reason } : { kind: 'later', reason, isServer: false }
}
