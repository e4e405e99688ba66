import decodeQR from 'qr/decode.js'
import sharp from 'sharp'

/** What a camera reads in a picture with a QR code; throws if there is none that can be read. */
export async function readQrCode(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return decodeQR({ width: info.width, height: info.height, data })
}
