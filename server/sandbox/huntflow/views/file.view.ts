import type { StoredFile } from '../state/model.ts'
import type { World } from '../world.ts'

export function fileView(world: World, file: StoredFile) {
  return { id: file.id, url: fileUrl(world, file), content_type: file.contentType, name: file.name }
}

function fileUrl({ origin }: World, { key, id, name }: StoredFile): string {
  return `${origin}/files/${id}-${key}/${encodeURIComponent(name)}`
}

export function filesView(world: World, ids: readonly number[]) {
  return ids.flatMap((id) => {
    const file = world.state.files.get(id)
    return file === undefined ? [] : [fileView(world, file)]
  })
}
