import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Deployment } from '../atlassian/index.ts'

export type { Deployment }

export interface JiraStatus {
  readonly id: string
  readonly name: string
  /** Jira's own three kinds; null where it tells none. */
  readonly category: 'new' | 'indeterminate' | 'done' | null
}

export interface JiraUser {
  /** What assigns them: the account id on Cloud, the name at a Data Center. */
  readonly id: string
  readonly name: string
  /** Null where their profile hides it. */
  readonly email: string | null
}

export interface JiraIssue {
  readonly id: string
  /** As it is now: an issue that was moved answers under its new key. */
  readonly key: string
  readonly projectKey: string
  readonly summary: string
  readonly type: { readonly id: string; readonly name: string; readonly isSubtask: boolean }
  readonly status: JiraStatus
  /** The description in words; null where there is none. */
  readonly description: string | null
  readonly assignee: JiraUser | null
  readonly reporter: JiraUser | null
  readonly parentKey: string | null
  readonly createdAt: Date
  /** Other fields that were asked for, as Jira sends them. */
  readonly fields: Readonly<Record<string, unknown>>
}

/**
 * A part of a description; text and links follow one another in a line until the text breaks it, a rule stands alone. Jira gets it in its own
 * form: a document on Cloud, wiki text at a Data Center. Nothing in a text is taken for markup.
 */
export type DescriptionBlock =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'link'; readonly text: string; readonly url: string }
  | { readonly is: 'rule' }

export interface NewIssue {
  readonly projectKey: string
  readonly typeId: string
  /** Made one line, and cut at 255 characters. */
  readonly summary: string
  /** Cut at 32,767 characters as it is sent. */
  readonly description: readonly DescriptionBlock[]
  /** YYYY-MM-DD */
  readonly dueDate?: string
  readonly assigneeId?: string
  /** Its place above: the field `parent`. */
  readonly parentKey?: string
  /** Custom fields by id, as Jira wants them. */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** A field of the create screen. */
export interface CreateField {
  readonly id: string
  readonly name: string
  readonly isRequired: boolean
  readonly hasDefault: boolean
  /** Such as string, number, user, option, array. */
  readonly type: string
}

export interface JiraIssueType {
  readonly id: string
  readonly name: string
  readonly isSubtask: boolean
  /** -1 sub-task, 0, 1 epic, ...; null where Jira tells none. */
  readonly level: number | null
}

export interface JiraTransition {
  readonly id: string
  readonly name: string
  readonly to: JiraStatus
  /** Names of fields that its screen wants filled in. */
  readonly requiredFields: readonly string[]
}

export interface JiraField {
  readonly id: string
  readonly name: string
  readonly isCustom: boolean
  /** What a custom field is made of, such as com.pyxis.greenhopper.jira:gh-epic-link. */
  readonly kind: string | null
}

/** A link from an issue to somewhere else; the same globalId is the same link. */
export interface RemoteLink {
  readonly globalId: string
  readonly url: string
  readonly title: string
  readonly summary?: string
  readonly relationship: string
}

export interface JiraIssuesRead {
  /** By the key that was asked for. */
  readonly issues: ReadonlyMap<string, JiraIssue>
  /** Why there is none, by the key that was asked for. */
  readonly missing: ReadonlyMap<string, string>
}

/** Jira as the token's user, on Cloud (v3) or at a Data Center (v2); every function throws an UpstreamError that says what to do. */
export interface JiraClient {
  readonly connectionId: string
  readonly deployment: Deployment
  /** Where people read an issue. Through Atlassian's gateway the first call asks for the site's address. */
  issuePage(key: string): Promise<string>
  whoAmI(): Promise<JiraUser>
  /** `fields`: ids of more fields than those of JiraIssue. Keys that nobody knows or may read are missing; the others are there. */
  readIssues(keys: readonly string[], fields?: readonly string[]): Promise<JiraIssuesRead>
  /** All that match, in the query's order; never more than `most`: then it says so. */
  searchIssues(search: {
    readonly jql: string
    readonly fields?: readonly string[]
    readonly most: number
    /** Ids of issues written just now, which the index may not know yet (Cloud). */
    readonly justWritten?: readonly string[]
  }): Promise<{ readonly issues: readonly JiraIssue[]; readonly isCut: boolean }>
  listIssueTypes(projectKey: string): Promise<readonly JiraIssueType[]>
  /** Of the create screen of a type in a project. */
  listCreateFields(projectKey: string, typeId: string): Promise<readonly CreateField[]>
  listFields(): Promise<readonly JiraField[]>
  /** Whether a new issue of the project that is for nobody becomes somebody's; only `assign` takes it from them again. */
  assignsByItself(projectKey: string): Promise<boolean>
  /** Never repeated; see isOutcomeUnknown: after some failures there may be one all the same. */
  createIssue(issue: NewIssue): Promise<{ readonly id: string; readonly key: string }>
  assign(key: string, assigneeId: string | null): Promise<void>
  listTransitions(key: string): Promise<readonly JiraTransition[]>
  transition(key: string, transitionId: string): Promise<void>
  /** The same globalId makes it once. */
  putRemoteLink(key: string, link: RemoteLink): Promise<void>
  /** Also where there is none. */
  removeRemoteLink(key: string, globalId: string): Promise<void>
  /** Who may be assigned in a project, by e-mail or a part of a name. */
  findAssignable(projectKey: string, query: string): Promise<readonly JiraUser[]>
  /** Null: nobody by that account id, or user name at a Data Center. */
  findUser(id: string): Promise<JiraUser | null>
}

/** `interactive`: somebody waits for the answer, so it goes ahead of background work. Throws CONFLICT where the workspace has no connection with Jira. */
export type OpenJira = (
  scope: WorkspaceScope,
  kind: 'interactive' | 'background',
  signal?: AbortSignal,
) => Promise<JiraClient>
