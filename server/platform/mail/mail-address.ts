// One mailbox and nothing else: what could end the address or begin another one is not taken.
const ADDRESS = /^[^\s@<>(),;:"\\[\]\p{Cc}]+@[^\s@<>(),;:"\\[\]\p{Cc}]+$/u
const LONGEST = 254

/** Whether a mail can be sent there at all. */
export function isMailAddress(text: string): boolean {
  return text.length <= LONGEST && ADDRESS.test(text)
}

/** Mails of the same mailbox have the same. */
export function mailboxOf(address: string): string {
  return address.toLowerCase()
}
