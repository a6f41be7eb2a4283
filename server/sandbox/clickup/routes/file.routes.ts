import { ApiError } from '../http/api-error.ts'
import { param, type Route } from '../http/route.ts'
import type { Attachment } from '../state/model.ts'
import type { World } from '../world.ts'

function findAttachment(world: World, id: string): Attachment | undefined {
  for (const task of world.state.tasks.values()) {
    const found = task.attachments.find((attachment) => attachment.id === id)
    if (found !== undefined) return found
  }
  return undefined
}

/** Where attachments lie: another host in reality, one that asks for no token. */
export const fileRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/files/{team}/{attachment_id}/{title}',
    isOpen: true,
    handle: (world, request) => {
      const attachment = findAttachment(world, param(request, 'attachment_id'))
      if (attachment === undefined) throw new ApiError(403, 'AccessDenied', { code: 'FILES_001' })
      const { content, size, mimeType } = attachment
      const body = content.length === size ? content : Buffer.alloc(size, content)
      return { status: 200, body, headers: { 'content-type': mimeType } }
    },
  },
]
