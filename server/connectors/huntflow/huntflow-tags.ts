import { Type } from 'typebox'
import { askHuntflow, path, type HuntflowSender } from './ask-huntflow.ts'
import { listed } from './huntflow-schemas.ts'

export interface HuntflowTags {
  /** The tag of this name, whatever its case; where people made several, the oldest. */
  findTag(accountId: string, name: string): Promise<number | undefined>
  createTag(accountId: string, name: string): Promise<number>
  tagsOf(accountId: string, applicantId: string): Promise<readonly number[]>
  /** What is not among them is taken off. */
  replaceTags(accountId: string, applicantId: string, tagIds: readonly number[]): Promise<void>
}

const Tag = Type.Object({ id: Type.Integer(), name: Type.String() })
const TagIds = Type.Object({ tags: Type.Array(Type.Integer()) })
const COLOR = '7B68EE'

export function huntflowTags(sender: HuntflowSender): HuntflowTags {
  return {
    findTag: async (accountId, name) => {
      const at = path`/accounts/${accountId}/tags`
      const { items } = await askHuntflow(sender, listed(Tag), { method: 'GET', path: at })
      const same = items.filter((tag) => tag.name.trim().toLowerCase() === name.toLowerCase())
      return same.length === 0 ? undefined : Math.min(...same.map(({ id }) => id))
    },
    createTag: async (accountId, name) => {
      const { id } = await askHuntflow(sender, Tag, {
        method: 'POST',
        path: path`/accounts/${accountId}/tags`,
        body: { name, color: COLOR },
      })
      return id
    },
    tagsOf: async (accountId, applicantId) => {
      const at = path`/accounts/${accountId}/applicants/${applicantId}/tags`
      return (await askHuntflow(sender, TagIds, { method: 'GET', path: at })).tags
    },
    replaceTags: async (accountId, applicantId, tagIds) => {
      await askHuntflow(sender, TagIds, {
        method: 'POST',
        path: path`/accounts/${accountId}/applicants/${applicantId}/tags`,
        body: { tags: tagIds },
      })
    },
  }
}
