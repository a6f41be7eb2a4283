import { userOf } from '../state/look-up.ts'
import type { Attachment, Task } from '../state/model.ts'
import type { World } from '../world.ts'
import { personView } from './user.view.ts'

function attachmentUrl(world: World, attachment: Attachment): string {
  if (attachment.foreignUrl !== null) return attachment.foreignUrl
  return `${world.origin}/files/t${world.state.teamId}/${attachment.id}/${encodeURIComponent(attachment.title)}`
}

/** `title` is the file's name; there is no `name`. */
export function attachmentView(world: World, task: Task, attachment: Attachment) {
  const url = attachmentUrl(world, attachment)
  return {
    id: attachment.id,
    date: attachment.addedMs,
    title: attachment.title,
    type: 1,
    source: 1,
    version: 0,
    extension: attachment.extension,
    thumbnail_small: null,
    thumbnail_medium: null,
    thumbnail_large: null,
    is_folder: null,
    mimetype: attachment.mimeType,
    hidden: false,
    parent_id: task.id,
    size: attachment.size,
    total_comments: 0,
    resolved_comments: 0,
    user: personView(userOf(world.state, attachment.userId)),
    deleted: false,
    orientation: null,
    url,
    email_data: null,
    url_w_query: `${url}?view=open`,
    url_w_host: url,
  }
}

/** What an upload answers. */
export function uploadView(world: World, attachment: Attachment) {
  return {
    id: attachment.id,
    version: '0',
    date: attachment.addedMs,
    title: attachment.title,
    extension: attachment.extension,
    thumbnail_small: null,
    thumbnail_large: null,
    url: attachmentUrl(world, attachment),
  }
}
