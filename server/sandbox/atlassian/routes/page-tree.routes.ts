import { cursorPage } from '../http/paging.ts'
import { boundedIn } from '../http/read-input.ts'
import { type ApiRequest, type Handle, ok, param, type Route } from '../http/route.ts'
import { readsPage, requireNode, requirePage } from '../state/access.ts'
import { ancestorsOf, childrenIn } from '../state/look-up.ts'
import type { Page } from '../state/model.ts'
import {
  type Below,
  childView,
  descendantView,
  detailedVersionView,
  pageVersionView,
  singlePageView,
} from '../views/page.view.ts'
import { labelView } from '../views/content.view.ts'
import type { World } from '../world.ts'
import { newConfluence } from './define.ts'
import { requireVersion, wantsBody } from './page.routes.ts'

const V2 = '/wiki/api/v2'
type Kind = Page['kind']

function childrenSeen(world: World, { caller }: ApiRequest, parentId: string): readonly Page[] {
  return childrenIn(world.state, parentId).filter((page) => readsPage(world, page, caller.accountId))
}

/** Each page before those below it; folders and whiteboards are among them. */
function below(world: World, request: ApiRequest, { page, depth }: Below): readonly Below[] {
  if (depth === 0) return []
  return childrenSeen(world, request, page.id).flatMap((child) => [
    { page: child, depth },
    ...below(world, request, { page: child, depth: depth - 1 }),
  ])
}

/** The node of the path: `/pages/{id}/…` or `/folders/{id}/…`. */
function nodeAt(world: World, request: ApiRequest, kind: Kind) {
  const node = requireNode(world, request, { id: param(request, 'id'), kind })
  return { node, path: `${V2}/${kind}s/${node.id}` }
}

type Tree = (kind: Kind) => Handle

/** What is deeper than asked for is left out without a word. */
const descendants: Tree = (kind) => (world, request) => {
  const { node, path } = nodeAt(world, request, kind)
  const depth = boundedIn(request.query, 'depth', { usual: 2, least: 1, most: 10 })
  const found = below(world, request, { page: node, depth })
  const items = found.map((one) => ({ ...one, depth: depth - one.depth + 1 }))
  return cursorPage(world, request, { path: `${path}/descendants`, items, view: descendantView })
}

const directChildren: Tree = (kind) => (world, request) => {
  const { node, path } = nodeAt(world, request, kind)
  const items = childrenSeen(world, request, node.id)
  return cursorPage(world, request, { path: `${path}/direct-children`, items, view: childView })
}

function getFolder(world: World, request: ApiRequest) {
  const { node } = nodeAt(world, request, 'folder')
  const { body: _, ...view } = Object(singlePageView(world, node, { withBody: false })) as Record<
    string,
    unknown
  >
  return ok({ ...view, type: 'folder' })
}

function children(world: World, request: ApiRequest) {
  const page = requirePage(world, request, param(request, 'id'))
  const items = childrenSeen(world, request, page.id).filter(({ kind }) => kind === 'page')
  return cursorPage(world, request, { path: `${V2}/pages/${page.id}/children`, items, view: childView })
}

const ancestorView = ({ id, kind }: Page): object => ({ id, type: kind })

function ancestors(world: World, request: ApiRequest) {
  const page = requirePage(world, request, param(request, 'id'))
  const items = ancestorsOf(world.state, page)
  return cursorPage(world, request, { path: `${V2}/pages/${page.id}/ancestors`, items, view: ancestorView })
}

/** Newest first. */
function versions(world: World, request: ApiRequest) {
  const page = requirePage(world, request, param(request, 'id'))
  const withBody = wantsBody(request.query)
  const items = request.query.get('sort') === 'modified-date' ? page.versions : page.versions.toReversed()
  return cursorPage(world, request, {
    path: `${V2}/pages/${page.id}/versions`,
    items,
    view: (version) => pageVersionView(page, version, withBody),
  })
}

function labelOfPage(name: string): object {
  const { id, prefix } = labelView(name)
  return { id, name, prefix }
}

function labels(world: World, request: ApiRequest) {
  const page = requirePage(world, request, param(request, 'id'))
  const path = `${V2}/pages/${page.id}/labels`
  return cursorPage(world, request, { path, items: [...page.labels], view: labelOfPage })
}

const TREE = ['read:hierarchical-content:confluence']

export const pageTreeRoutes: readonly Route[] = [
  newConfluence('GET', '/pages/{id}/descendants', { scopes: TREE, handle: descendants('page') }),
  newConfluence('GET', '/pages/{id}/direct-children', { scopes: TREE, handle: directChildren('page') }),
  newConfluence('GET', '/folders/{id}', { scopes: ['read:folder:confluence'], handle: getFolder }),
  newConfluence('GET', '/folders/{id}/descendants', { scopes: TREE, handle: descendants('folder') }),
  newConfluence('GET', '/folders/{id}/direct-children', { scopes: TREE, handle: directChildren('folder') }),
  newConfluence('GET', '/whiteboards/{id}/descendants', { scopes: TREE, handle: descendants('whiteboard') }),
  newConfluence('GET', '/pages/{id}/children', { replacedBy: 'direct-children', handle: children }),
  newConfluence('GET', '/pages/{id}/ancestors', {
    scopes: ['read:content.metadata:confluence'],
    handle: ancestors,
  }),
  newConfluence('GET', '/pages/{id}/versions', { handle: versions }),
  newConfluence('GET', '/pages/{page_id}/versions/{version_number}', {
    handle: (world, request) => {
      const page = requirePage(world, request, param(request, 'page_id'))
      return ok(detailedVersionView(page, requireVersion(page, param(request, 'version_number'))))
    },
  }),
  newConfluence('GET', '/pages/{id}/labels', { handle: labels }),
]
