import { ancestorsOf, latestOf, spaceOf, userOf } from '../state/look-up.ts'
import type { Dialect, Page, PageVersion, Property, Space, User } from '../state/model.ts'
import type { World } from '../world.ts'
import { confluenceBase, tinyPath, webPath } from './confluence-url.ts'
import { contentMoment } from './moment.ts'

export interface ContentLook {
  readonly expand: readonly string[]
  /** The latest when absent. */
  readonly version?: PageVersion | undefined
}

const SELF = '/rest/api/content'

/** Of Data Center: what is not expanded is only named. */
export function contentView(world: World, page: Page, { expand, version }: ContentLook): object {
  const shown = version ?? latestOf(page)
  const isHistorical = shown.number !== latestOf(page).number
  const base = confluenceBase(world, 'data-center')
  const parts: Readonly<Record<string, () => object>> = {
    version: () => contentVersionView(world, 'data-center', shown),
    space: () => contentSpaceView(spaceOf(world.state, page)),
    ancestors: () => ancestorsOf(world.state, page).map((one) => contentView(world, one, { expand: [] })),
    history: () => historyView(world, page),
  }
  const wanted = Object.entries(parts).filter(([name]) => expand.some((one) => one.split('.')[0] === name))
  const expanded = Object.fromEntries(wanted.map(([name, make]) => [name, make()]))
  const missing = Object.keys(parts).filter((name) => !(name in expanded))
  return {
    id: page.id,
    type: page.kind,
    status: isHistorical ? 'historical' : page.status,
    title: shown.title,
    ...expanded,
    ...bodyView(shown, expand),
    ...labelsView(page, expand),
    extensions: { position: page.position },
    _links: {
      webui: webPath(world, page),
      edit: `/pages/resumedraft.action?draftId=${page.id}`,
      tinyui: tinyPath(page),
      self: `${base}${SELF}/${page.id}`,
      base,
      context: world.options.contextPaths.confluence,
    },
    _expandable: Object.fromEntries(missing.map((name) => [name, `${SELF}/${page.id}?expand=${name}`])),
  }
}

function bodyView({ body }: PageVersion, expand: readonly string[]): object {
  if (!expand.includes('body.storage')) return {}
  return { body: { storage: { value: body, representation: 'storage', _expandable: {} }, _expandable: {} } }
}

function labelsView({ labels }: Page, expand: readonly string[]): object {
  if (!expand.includes('metadata.labels')) return {}
  const results = [...labels].map(labelView)
  return { metadata: { labels: { results, start: 0, limit: 200, size: results.length, _links: {} } } }
}

export function labelView(name: string) {
  const id = Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 1_000_000, 7)
  return { prefix: 'global', name, id: String(id), label: name }
}

function historyView(world: World, page: Page): object {
  const [first] = page.versions
  const createdBy = personView(world, 'data-center', userOf(world.state, page.authorId))
  return { latest: true, createdBy, createdDate: contentMoment(first?.createdAt ?? page.createdAt) }
}

export function contentVersionView(world: World, dialect: Dialect, version: PageVersion): object {
  const { authorId, createdAt, message, number, minorEdit } = version
  return {
    by: personView(world, dialect, userOf(world.state, authorId)),
    when: contentMoment(createdAt),
    message,
    number,
    minorEdit,
    ...(dialect === 'cloud' ? { _expandable: {}, _links: {} } : { hidden: false }),
  }
}

export function personView(world: World, dialect: Dialect, user: User): object {
  const { accountId, username, userKey, displayName, email, isEmailVisible } = user
  const path = '/images/icons/profilepics/default.svg'
  const profilePicture = { path, width: 48, height: 48, isDefault: true }
  if (dialect === 'data-center')
    return {
      type: 'known',
      username,
      userKey,
      profilePicture,
      displayName,
      _links: { self: `${confluenceBase(world, dialect)}/rest/api/user?key=${userKey}` },
      _expandable: { status: '' },
    }
  return {
    type: 'known',
    accountId,
    accountType: 'atlassian',
    email: isEmailVisible ? email : '',
    publicName: displayName,
    displayName,
    profilePicture,
    isExternalCollaborator: false,
    _expandable: { operations: '', personalSpace: '' },
    _links: { self: `${confluenceBase(world, dialect)}/rest/api/user?accountId=${accountId}` },
  }
}

export function contentSpaceView({ id, key, name }: Space): object {
  return {
    id: Number(id),
    key,
    name,
    status: 'CURRENT',
    type: 'global',
    _links: { webui: `/display/${key}`, self: `/rest/api/space/${key}` },
    _expandable: { homepage: '', description: '' },
  }
}

export function contentPropertyView(page: Page, { id, key, value, number, updatedAt }: Property): object {
  return {
    id,
    key,
    value,
    version: { number, when: contentMoment(updatedAt), message: '', minorEdit: true },
    _links: { self: `${SELF}/${page.id}/property/${encodeURIComponent(key)}` },
    _expandable: { content: `${SELF}/${page.id}` },
  }
}
