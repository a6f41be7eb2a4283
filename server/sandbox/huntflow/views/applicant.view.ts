import { doublesOf } from '../applicants/doubles.ts'
import type { Applicant, External, Link } from '../state/model.ts'
import type { World } from '../world.ts'
import { fileView, filesView } from './file.view.ts'
import { moment } from './moment.ts'

function cardView(applicant: Applicant) {
  return {
    id: applicant.id,
    first_name: applicant.firstName,
    last_name: applicant.lastName,
    middle_name: applicant.middleName,
    money: applicant.money,
    phone: applicant.phone,
    email: applicant.email,
    skype: applicant.skype,
    position: applicant.position,
    company: applicant.company,
    photo: applicant.photoId,
    birthday: applicant.birthday,
    created: moment(applicant.createdMs),
  }
}

function tiesView({ state }: World, applicant: Applicant) {
  return {
    agreement: null,
    external: applicant.externals.map(externalInListView),
    doubles: doublesOf(state, applicant).map(({ id }) => ({ double: id })),
    social: applicant.social.map(({ id, value }) => ({
      id,
      social_type: 'TELEGRAM',
      value,
      verified: false,
      verification_date: null,
    })),
  }
}

export function applicantView(world: World, applicant: Applicant) {
  return {
    ...cardView(applicant),
    ...tiesView(world, applicant),
    account: applicant.accountId,
    photo_url: photoUrl(world, applicant),
    tags: applicant.tags.map(({ id, tagId }) => ({ id, tag: tagId })),
    links: applicant.links.map(linkView),
  }
}

export function newApplicantView(world: World, applicant: Applicant) {
  const jobId = world.random.uint32().toString(16).padStart(8, '0')
  return {
    ...cardView(applicant),
    ...tiesView(world, applicant),
    files: applicant.externals.flatMap(({ fileIds }) => fileIds),
    reindex_job_id: jobId,
  }
}

export function foundView(world: World, applicant: Applicant) {
  return { ...cardView(applicant), photo_url: photoUrl(world, applicant) }
}

function photoUrl(world: World, { photoId }: Applicant): string | null {
  const file = photoId === null ? undefined : world.state.files.get(photoId)
  return file === undefined ? null : fileView(world, file).url
}

function linkView({ id, stageId, vacancyId, changedMs }: Link) {
  const changed = moment(changedMs)
  return { id, status: stageId, updated: changed, changed, vacancy: vacancyId }
}

/** What adding to a vacancy and changing the stage answer. */
export function placedView({ id, changedMs, vacancyId, stageId, reasonId }: Link) {
  return {
    id,
    changed: moment(changedMs),
    vacancy: vacancyId,
    status: stageId,
    rejection_reason: reasonId,
  }
}

function externalInListView({ id, authType, sourceId, updatedMs }: External) {
  return { id, auth_type: authType, account_source: sourceId, updated: moment(updatedMs) }
}

export function externalView(world: World, external: External) {
  return {
    ...externalInListView(external),
    created: moment(external.createdMs),
    files: filesView(world, external.fileIds),
    source_url: null,
    foreign: String(external.id),
    key: null,
    portfolio: [],
    data: { body: external.text ?? '' },
    resume: null,
  }
}
