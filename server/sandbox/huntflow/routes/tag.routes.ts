import { Type } from 'typebox'

import { invalid } from '../http/api-error.ts'
import { readBody } from '../http/read-body.ts'
import { type ApiRequest, ok, type Route } from '../http/route.ts'
import { requireApplicant, requireRecruiter } from '../state/access.ts'
import type { Applicant, Tag } from '../state/model.ts'
import { inAccount, nextId } from '../state/state.ts'
import type { World } from '../world.ts'

const TagBody = Type.Object({ name: Type.String(), color: Type.String() })
const TagsBody = Type.Object({ tags: Type.Array(Type.Integer({ exclusiveMinimum: 0 })) })

function createTag({ state }: World, accountId: number, given: { name: string; color: string }): Tag {
  if (!/^[\da-f]{6}$/i.test(given.color)) throw invalid('Wrong color', '/color')
  const tag = { id: nextId(state, 'tag'), accountId, name: given.name, color: given.color }
  state.tags.set(tag.id, tag)
  return tag
}

const tagView = ({ id, name, color }: Tag) => ({ id, name, color })
const tagsView = ({ tags }: Applicant) => ({ tags: tags.map(({ tagId }) => tagId) })

function requireTagged(world: World, request: ApiRequest): Applicant {
  requireRecruiter(world, request)
  return requireApplicant(world, request)
}

export const tagRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/accounts/{account_id}/tags',
    handle: (world, request) => {
      const account = requireRecruiter(world, request)
      return ok({ items: inAccount(world.state.tags.values(), account.id).map(tagView) })
    },
  },
  {
    method: 'POST',
    path: '/accounts/{account_id}/tags',
    handle: (world, request) => {
      const account = requireRecruiter(world, request)
      return ok(tagView(createTag(world, account.id, readBody(world, TagBody, request.body))))
    },
  },
  {
    method: 'GET',
    path: '/accounts/{account_id}/applicants/{applicant_id}/tags',
    handle: (world, request) => ok(tagsView(requireTagged(world, request))),
  },
  {
    // What is not in the list is taken off.
    method: 'POST',
    path: '/accounts/{account_id}/applicants/{applicant_id}/tags',
    handle: (world, request) => {
      const applicant = requireTagged(world, request)
      const wanted = new Set(readBody(world, TagsBody, request.body).tags)
      for (const id of wanted)
        if (world.state.tags.get(id)?.accountId !== applicant.accountId) throw invalid('Unknown tag', '/tags')
      const before = new Map(applicant.tags.map((tag) => [tag.tagId, tag]))
      applicant.tags = [...wanted].map(
        (tagId) => before.get(tagId) ?? { id: nextId(world.state, 'applicant-tag'), tagId },
      )
      return ok(tagsView(applicant))
    },
  },
]
