// The maps as evenly spaced anchors, mixed in OKLab, and as ramps of the 256 terminal colours.

extension ColourMap {
    typealias Table<Value> = (dark: [Value], light: [Value])

    /// On dark backgrounds cividis and viridis are every twelfth part of matplotlib 3's tables;
    /// mixed again no channel is further than 10/255 from them. On light backgrounds they run
    /// backwards from paper (lightness .975 in OKLab), with equal steps of lightness, their own
    /// hue, and less colour where they are pale, or little would shout louder than much. The
    /// others have equal steps of lightness: blues at hue 230 to 258, blue and orange at 250 and
    /// 48 to 78, with the same lightness at the same distance from zero.
    var anchors: Table<UInt32> {
        switch self {
        case .cividis:
            return (
                [
                    0x00224E, 0x003170, 0x2A3F6D, 0x434E6C, 0x575D6D, 0x6A6C71, 0x7D7C78, 0x918B78,
                    0xA59C74, 0xBCAE6C, 0xD2C060, 0xE9D34E, 0xFEE838,
                ],
                [
                    0xF9F8E7, 0xEBE5BD, 0xDCD29B, 0xCBBF84, 0xB8AD78, 0xA39A75, 0x8D8978, 0x777776,
                    0x636670, 0x4D566D, 0x35456C, 0x0C3471, 0x002758,
                ]
            )
        case .viridis:
            return (
                [
                    0x440154, 0x481F70, 0x443983, 0x3B528B, 0x31688E, 0x287C8E, 0x21918C, 0x20A486,
                    0x35B779, 0x5EC962, 0x90D743, 0xC8E020, 0xFDE725,
                ],
                [
                    0xF9F8E7, 0xEAE6C2, 0xCED9A0, 0xAACE88, 0x7FC27D, 0x54B380, 0x2CA287, 0x228C8D,
                    0x2B758E, 0x355D8D, 0x414387, 0x472777, 0x460B5E,
                ]
            )
        case .blues:
            return (
                [
                    0x141B24, 0x172940, 0x18385E, 0x1C487C, 0x235B99, 0x2C6FB5, 0x3F88CA, 0x54A0E0,
                    0x71B6EA, 0x90CAF2, 0xADDBF8, 0xC5E9FD, 0xE4F5FE,
                ],
                [
                    0xF2F8FC, 0xDEEEF9, 0xC9E4F7, 0xAFD6F2, 0x93C6EB, 0x77B3E4, 0x589BD7, 0x3B82CA,
                    0x2B6CB3, 0x1F589B, 0x164682, 0x123668, 0x0C284F,
                ]
            )
        case .greys: return ([0x1B1B1B, 0xF5F5F5], [0xF7F7F7, 0x1B1B1B])
        case .blueOrange:
            return (
                [
                    0xC6E1FE, 0x7BBBFC, 0x4A93DA, 0x2D6DA9, 0x24496D, 0x282624, 0x643B19, 0x995616,
                    0xC67A2C, 0xE4A85F, 0xFAD9A6,
                ],
                [
                    0x003E71, 0x0460A7, 0x3486D2, 0x73ACE7, 0xB4D2F2, 0xF8F6F4, 0xE5C9A8, 0xD5995D,
                    0xBE6911, 0x934500, 0x652800,
                ]
            )
        }
    }

    /// Chosen by hand along the map, every step brighter (or darker) than the one before.
    var ramps256: Table<UInt8> {
        switch self {
        case .cividis:
            return (
                [17, 18, 60, 242, 243, 244, 102, 137, 144, 179, 185, 220],
                [230, 187, 144, 247, 245, 243, 242, 60, 24, 18, 17]
            )
        case .viridis:
            return (
                [53, 54, 25, 61, 31, 67, 37, 108, 42, 113, 184, 220],
                [230, 186, 150, 114, 108, 37, 67, 31, 61, 25, 54, 53]
            )
        case .blues:
            return (
                [17, 18, 24, 25, 32, 68, 75, 111, 117, 153, 189, 195],
                [231, 195, 189, 153, 117, 75, 68, 32, 25, 24, 18, 17]
            )
        case .greys:
            return (
                [234, 236, 238, 240, 242, 244, 246, 248, 250, 252, 254, 255],
                [231, 254, 252, 250, 248, 246, 244, 242, 240, 238, 236, 234]
            )
        case .blueOrange:
            return (
                [153, 111, 74, 32, 24, 235, 94, 130, 172, 215, 223],
                [18, 25, 68, 110, 153, 231, 223, 215, 172, 130, 52]
            )
        }
    }

    /// For what fades: greys, and for signed values blue and orange with little colour.
    var fadedRamps256: Table<UInt8> {
        isDiverging
            ? ([66, 60, 17, 233, 52, 95, 138], [110, 153, 189, 231, 224, 223, 180])
            : (
                [233, 234, 235, 236, 237, 238, 239, 240],
                [231, 255, 254, 253, 252, 251, 250, 249]
            )
    }
}
