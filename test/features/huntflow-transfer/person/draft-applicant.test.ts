import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParsedResume } from '../../../../server/connectors/huntflow/index.ts'
import { draftApplicant } from '../../../../server/features/huntflow-transfer/person/draft-applicant.ts'
import { aPerson, PARSED, type Written } from './a-person.ts'

const draft = (written: Written, parsed: ParsedResume | null = null) =>
  draftApplicant({
    taskId: '86abc',
    taskUrl: 'https://app.clickup.com/t/86abc',
    mark: 'Transfer 1',
    person: aPerson(written),
    resume: { fileId: 7, photoId: null },
    parsed,
  })

describe('the name of an applicant', () => {
  it.each<[Written, ParsedResume | null, object]>([
    [{ name: 'Сидоров' }, PARSED, { lastName: 'Сидоров', firstName: 'Иван', middleName: 'Петрович' }],
    [{ name: 'сидоров Илья' }, PARSED, { lastName: 'сидоров', firstName: 'Илья' }],
    [{ name: 'Петрова' }, PARSED, { lastName: 'Петрова', firstName: '(first name unknown)' }],
    [{ name: 'who is this one really?' }, PARSED, { lastName: 'Сидоров', firstName: 'Иван' }],
    [{ name: '🚀' }, null, { lastName: 'Name unknown', firstName: '86abc' }],
    [
      { name: 'Go developer wanted now', fields: [['ФИО', 'Ли Анна']] },
      null,
      { lastName: 'Ли', firstName: 'Анна' },
    ],
    [
      {
        name: 'x',
        fields: [
          ['Фамилия', 'Ли'],
          ['Имя *', 'Анна'],
          ['Имя файла', 'cv.pdf'],
        ],
      },
      null,
      { lastName: 'Ли', firstName: 'Анна' },
    ],
    [{ name: 'مريم \u200fعلي' }, null, { lastName: 'مريم', firstName: 'علي' }],
  ])('of %j', (written, parsed, name) => {
    const { applicant, placeholder } = draft(written, parsed)

    expect(applicant).toMatchObject(name)
    expect(applicant.middleName).toBe(
      (name as { middleName?: string }).middleName ??
        (written.name?.startsWith('who') ? 'Петрович' : undefined),
    )
    expect(placeholder === null).toBe(!/unknown/.test(applicant.lastName + applicant.firstName))
  })
})

describe('the rest of an applicant', () => {
  it('is what the task says before what the résumé says', () => {
    const written = {
      name: 'Сидоров - Lead',
      description: 'ivan@example.com, 8 916 123-45-67, t.me/ivan_s\nЗарплата: от 3 000 €',
      fields: [['Phone of the recruiter', '+48 600 700 800']] as const,
    }

    expect(draft(written, PARSED).applicant).toMatchObject({
      position: 'Lead',
      email: 'ivan@example.com',
      phone: '+48600700800',
      telegram: 'ivan_s',
      money: 'от 3 000 €',
      company: 'Acme',
      birthday: '1990-02-28',
      resumeFileId: 7,
    })
    expect(draft({ name: 'Сидоров' }, PARSED).applicant).toMatchObject({
      position: 'Engineer',
      email: 'cv@example.com',
      phone: '+375297654321',
      telegram: 'sidorov',
      money: '4200',
    })
  })

  it('is not what fields say of colleagues', () => {
    const fields = [
      ['Interviewers', 'boss@example.com', 'users'],
      ['Related', '+375 29 111-11-11', 'tasks'],
    ] as const
    const { applicant } = draft({ name: 'Ли', fields })

    expect([applicant.email, applicant.phone]).toEqual([undefined, undefined])
  })

  it('carries the mark, the address of the task and links, and nothing that is not known', () => {
    const { applicant } = draft({ name: 'Ли Анна', description: 'linkedin.com/in/anna rabota.by/resume/1' })

    expect(applicant).toEqual({
      lastName: 'Ли',
      firstName: 'Анна',
      resumeFileId: 7,
      resumeText:
        'From ClickUp: https://app.clickup.com/t/86abc\nLinkedIn: https://www.linkedin.com/in/anna\nrabota.by: https://rabota.by/resume/1\nTransfer 1',
    })
  })

  it('is never empty, broken or too long, whatever is written', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.constant('я'.repeat(5_000)))
    const parsed = fc.record({
      firstName: text,
      lastName: text,
      middleName: text,
      email: text,
      position: text,
      company: text,
      telegram: text,
    })
    fc.assert(
      fc.property(text, text, parsed, (name, description, read) => {
        const fields = [
          ['ФИО', name],
          ['Salary', description],
          ['Phone', description],
        ] as const
        const { applicant } = draft(
          { name, description, fields },
          { ...PARSED, ...read, phones: [description] },
        )
        for (const value of Object.values(applicant)) {
          if (typeof value !== 'string') continue
          expect(value.trim()).not.toBe('')
          expect(value).not.toMatch(/\p{Cs}/u)
        }
        const { resumeText: _text, ...card } = applicant
        for (const value of Object.values(card)) expect(String(value).length).toBeLessThanOrEqual(254)
      }),
    )
  })
})
