import { describe, expect, it } from 'vitest'
import { MOST_OF_A_NOTE, noteText } from '../../../../server/features/huntflow-transfer/person/note-text.ts'
import { aPerson } from './a-person.ts'

const task = {
  name: 'Ли Анна',
  url: 'https://app.clickup.com/t/86abc',
  status: { name: 'new', type: 'open', color: null },
  description: ' Knows Go. ',
}
const comment = (text: string, day: number) => ({
  id: String(day),
  text,
  author: { id: '1', name: 'Ann', email: null },
  writtenAt: new Date(Date.UTC(2026, 0, day, 9, 30)),
  resolved: false,
  replies: 0,
})
const base = { task, person: aPerson(), comments: undefined, placeholder: null, mark: 'Transfer 1' }

describe('noteText', () => {
  it('tells what the applicant has no room for, and the comments, oldest first', () => {
    const person = aPerson({
      description: 'a@b.by c@d.by +375 29 111-11-11 +375 29 222-22-22 linkedin.com/in/anna',
    })
    const comments = [comment('better\n', 3), comment('good', 2)]

    expect(noteText({ ...base, person, comments, placeholder: 'No name.' })).toBe(
      [
        'From ClickUp: Ли Анна\nhttps://app.clickup.com/t/86abc\nTransfer 1',
        'Status: new\nNo name.\nPhone: +375292222222\nE-mail: c@d.by\nLinkedIn: https://www.linkedin.com/in/anna',
        'Description:\nKnows Go.',
        'Comments, oldest first:\n2026-01-02 09:30 Ann: good\n2026-01-03 09:30 Ann: better',
      ].join('\n\n'),
    )
  })

  it('leaves out what is empty or not wished', () => {
    const bare = { ...base, task: { ...task, description: ' ' } }

    expect(noteText({ ...bare, comments: [] })).toBe(noteText(bare))
    expect(noteText(bare)).not.toMatch(/Description|Comments/)
  })

  it('is no longer than Huntflow takes, still has its mark, and says that it was cut', () => {
    const text = noteText({ ...base, task: { ...task, description: '👩‍👩‍👧'.repeat(20_000) } })

    expect(text.length).toBeLessThanOrEqual(MOST_OF_A_NOTE)
    expect(text).toContain('Transfer 1')
    expect(text.endsWith('(cut short: the rest is in ClickUp)')).toBe(true)
    expect(text).not.toMatch(/\p{Cs}/u)
  })
})
