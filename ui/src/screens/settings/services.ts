import type { ConnectorName } from '../../api/types.ts'

type FieldName =
  | 'clickupToken'
  | 'atlassianToken'
  | 'baseUrl'
  | 'botToken'
  | 'webhookUrl'
  | 'signingSecret'
  | 'channel'
  | 'accessToken'
  | 'refreshToken'
  | 'deployment'
  | 'email'

export interface ServiceField {
  readonly name: FieldName
  readonly isSecret?: boolean
  readonly isOptional?: boolean
  /** One of these words. */
  readonly choices?: readonly ('cloud' | 'data-center')[]
  /** An example, not in need of translation. */
  readonly hint?: string
}

export interface ServiceForm {
  readonly connector: ConnectorName
  readonly label: string
  readonly fields: readonly ServiceField[]
  /** People may also agree on a page of the service. */
  readonly hasPage?: boolean
}

const address = (hint: string, isOptional: boolean): ServiceField => ({ name: 'baseUrl', isOptional, hint })
const atlassian = (hint: string): readonly ServiceField[] => [
  { name: 'deployment', choices: ['cloud', 'data-center'] },
  address(hint, false),
  { name: 'email', isOptional: true },
  { name: 'atlassianToken', isSecret: true },
]

/** What each service asks for, in the order in which people find it. */
export const SERVICES: readonly ServiceForm[] = [
  {
    connector: 'clickup',
    label: 'ClickUp',
    hasPage: true,
    fields: [
      { name: 'clickupToken', isSecret: true, hint: 'pk_…' },
      address('https://api.clickup.com/api', true),
    ],
  },
  {
    connector: 'slack',
    label: 'Slack',
    fields: [
      { name: 'botToken', isSecret: true, isOptional: true, hint: 'xoxb-…' },
      { name: 'webhookUrl', isSecret: true, isOptional: true, hint: 'https://hooks.slack.com/services/…' },
      { name: 'signingSecret', isSecret: true },
      { name: 'channel', isOptional: true, hint: '#general' },
    ],
  },
  {
    connector: 'huntflow',
    label: 'Huntflow',
    fields: [
      { name: 'accessToken', isSecret: true },
      { name: 'refreshToken', isSecret: true },
      address('https://api.huntflow.ru', true),
    ],
  },
  { connector: 'jira', label: 'Jira', fields: atlassian('https://example.atlassian.net') },
  { connector: 'confluence', label: 'Confluence', fields: atlassian('https://example.atlassian.net') },
]

/** The field's name on the server: what services call a token differs in where people find it only. */
export function nameOnServer({ name }: ServiceField): string {
  return name === 'clickupToken' || name === 'atlassianToken' ? 'token' : name
}

/** What was typed, as the server takes it: nothing for what was left empty. */
export function bodyOf(
  fields: readonly ServiceField[],
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = typed[field.name]?.trim() ?? ''
      return value === '' ? [] : [[nameOnServer(field), value]]
    }),
  )
}
