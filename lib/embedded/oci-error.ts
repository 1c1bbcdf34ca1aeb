/** The error codes of distribution-spec 1.1, and the one that Docker's registry adds for paging. */
export type OciErrorCode =
  | 'BLOB_UNKNOWN'
  | 'BLOB_UPLOAD_INVALID'
  | 'BLOB_UPLOAD_UNKNOWN'
  | 'DIGEST_INVALID'
  | 'MANIFEST_BLOB_UNKNOWN'
  | 'MANIFEST_INVALID'
  | 'MANIFEST_UNKNOWN'
  | 'NAME_INVALID'
  | 'NAME_UNKNOWN'
  | 'PAGINATION_NUMBER_INVALID'
  | 'SIZE_INVALID'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED'
  | 'UNKNOWN'

/** An answer other than success. `headers` go out with it. */
export class OciHttpError extends Error {
  override readonly name = 'OciHttpError'
  readonly status: number
  readonly code: OciErrorCode
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: OciErrorCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }

  /** The JSON body that the specification asks for. */
  toBody() {
    return { errors: [{ code: this.code, message: this.message }] }
  }
}

export const invalidDigest = () =>
  new OciHttpError(400, 'DIGEST_INVALID', 'The digest is not a well-formed sha256 or sha512 digest.')
export const unknownRepository = () =>
  new OciHttpError(404, 'NAME_UNKNOWN', 'There is no such repository in this registry.')
export const unknownBlob = () =>
  new OciHttpError(404, 'BLOB_UNKNOWN', 'There is no such blob in this repository.')
export const unknownManifest = () =>
  new OciHttpError(404, 'MANIFEST_UNKNOWN', 'There is no such manifest in this repository.')
