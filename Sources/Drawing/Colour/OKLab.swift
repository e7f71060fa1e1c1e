#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A colour in a space where equal distances look equal (Björn Ottosson, "A perceptual color space
/// for image processing", 2020), so that what lies between two colours looks like it.
struct OKLab {
    let lightness: Double
    /// Green to red.
    let a: Double
    /// Blue to yellow.
    let b: Double

    init(_ colour: RGB) {
        let (red, green, blue) = colour.linear
        let l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        let m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        let s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        self.init(
            lightness: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
    }

    private init(lightness: Double, a: Double, b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    func mixed(with other: OKLab, share: Double) -> OKLab {
        OKLab(
            lightness: lightness + (other.lightness - lightness) * share,
            a: a + (other.a - a) * share,
            b: b + (other.b - b) * share)
    }

    /// The nearest colour that a screen shows.
    var rgb: RGB {
        func cube(_ x: Double) -> Double { x * x * x }
        let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
        return RGB(
            linearRed: 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            green: -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            blue: -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
    }
}

extension RGB {
    /// The amounts of light, from 0 to 1 (IEC 61966-2-1).
    var linear: (red: Double, green: Double, blue: Double) {
        func light(_ channel: UInt8) -> Double {
            let c = Double(channel) / 255
            return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
        }
        return (light(red), light(green), light(blue))
    }

    fileprivate init(linearRed red: Double, green: Double, blue: Double) {
        func channel(_ light: Double) -> UInt8 {
            let light = min(max(light, 0), 1)
            let c = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
            return UInt8((c * 255).rounded())
        }
        self.init(red: channel(red), green: channel(green), blue: channel(blue))
    }
}
