import type { OpenapiDocument } from './documents.ts'
import { ProtobufWriter } from './protobuf-writer.ts'

type Json = Record<string, unknown>
type Part = (writer: ProtobufWriter) => void

/** Media type of the answer; kubectl asks for it with an `@` instead of the second dot, which is the older name of the same. */
export const OPENAPI_V2_PROTOBUF_MEDIA_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'

const asObject = (value: unknown): Json => (value ?? {}) as Json
const asStrings = (value: unknown): string[] => (value ?? []) as string[]

// Field numbers are those of openapi.v2 in https://github.com/google/gnostic (OpenAPIv2.proto).

/** `Any`: JSON is YAML, and clients read the YAML text. */
const any =
  (value: unknown): Part =>
  (writer) =>
    writer.text(2, `${JSON.stringify(value)}\n`)

const extensions = (writer: ProtobufWriter, field: number, of: Json): void => {
  for (const [name, value] of Object.entries(of)) {
    if (name.startsWith('x-')) writer.message(field, named(name, any(value)))
  }
}

/** The messages NamedAny, NamedSchema … all hold name = 1 and value = 2. */
const named =
  (name: string, value: Part): Part =>
  (writer) => {
    writer.text(1, name)
    writer.message(2, value)
  }

const schema =
  (of: Json): Part =>
  (writer) => {
    writer.text(1, of.$ref)
    writer.text(2, of.format)
    writer.text(4, of.description)
    if (of.default !== undefined) writer.message(5, any(of.default))
    for (const name of asStrings(of.required)) writer.text(19, name)
    for (const value of asStrings(of.enum)) writer.message(20, any(value))
    if (of.additionalProperties) writer.message(21, (item) => item.message(1, schema(asObject(of.additionalProperties))))
    if (of.type) writer.message(22, (item) => item.text(1, of.type))
    if (of.items) writer.message(23, (item) => item.message(1, schema(asObject(of.items))))
    if (of.properties) {
      writer.message(25, (properties) => {
        for (const [name, value] of Object.entries(asObject(of.properties)))
          properties.message(1, named(name, schema(asObject(value))))
      })
    }
    extensions(writer, 31, of)
  }

const bodyParameter =
  (of: Json): Part =>
  (writer) => {
    writer.text(2, of.name)
    writer.text(3, of.in)
    writer.flag(4, of.required)
    writer.message(5, schema(asObject(of.schema)))
  }

/** Query and path parameters differ in one number: the query form has allow_empty_value before the type. */
const plainParameter =
  (of: Json): Part =>
  (writer) => {
    const isQuery = of.in === 'query'
    writer.message(isQuery ? 3 : 4, (parameter) => {
      parameter.flag(1, of.required)
      parameter.text(2, of.in)
      parameter.text(4, of.name)
      parameter.text(isQuery ? 6 : 5, of.type)
    })
  }

const parameter =
  (of: Json): Part =>
  (writer) =>
    writer.message(1, (choice) =>
      of.in === 'body' ? choice.message(1, bodyParameter(of)) : choice.message(2, plainParameter(of)),
    )

const response =
  (of: Json): Part =>
  (writer) =>
    writer.message(1, (value) => {
      value.text(1, of.description)
      if (of.schema) value.message(2, (item) => item.message(1, schema(asObject(of.schema))))
    })

const operation =
  (of: Json): Part =>
  (writer) => {
    for (const tag of asStrings(of.tags)) writer.text(1, tag)
    writer.text(5, of.operationId)
    for (const type of asStrings(of.produces)) writer.text(6, type)
    for (const type of asStrings(of.consumes)) writer.text(7, type)
    for (const each of (of.parameters ?? []) as Json[]) writer.message(8, parameter(each))
    writer.message(9, (responses) => {
      for (const [code, value] of Object.entries(asObject(of.responses)))
        responses.message(1, named(code, response(asObject(value))))
    })
    extensions(writer, 13, of)
  }

const METHODS: Record<string, number> = { get: 2, put: 3, post: 4, delete: 5, options: 6, head: 7, patch: 8 }

const pathItem =
  (of: Json): Part =>
  (writer) => {
    for (const [method, value] of Object.entries(of)) {
      const field = METHODS[method]
      if (field !== undefined) writer.message(field, operation(asObject(value)))
    }
  }

const encoded = new WeakMap<OpenapiDocument, Uint8Array>()

/**
 * An OpenAPI v2 document as the protobuf message `openapi.v2.Document` that kubectl 1.28 and older ask for; encoded once per
 * document. Only what our documents hold is written.
 */
export const encodeOpenapiV2Protobuf = (document: OpenapiDocument): Uint8Array => {
  const bytes = encoded.get(document) ?? encode(document)
  encoded.set(document, bytes)
  return bytes
}

const encode = (document: OpenapiDocument): Uint8Array => {
  const writer = new ProtobufWriter()
  writer.text(1, document.swagger)
  writer.message(2, (info) => {
    info.text(1, asObject(document.info).title)
    info.text(2, asObject(document.info).version)
  })
  writer.message(8, (paths) => {
    for (const [path, item] of Object.entries(asObject(document.paths))) paths.message(2, named(path, pathItem(asObject(item))))
  })
  writer.message(9, (definitions) => {
    for (const [name, value] of Object.entries(asObject(document.definitions)))
      definitions.message(1, named(name, schema(asObject(value))))
  })
  return writer.finish()
}
