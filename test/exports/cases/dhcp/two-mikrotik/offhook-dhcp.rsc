# Made by offhook: export dhcp --for mikrotik. Changes belong into the inventory.
/ip pool
add name=offhook-10.20.1.0-24 ranges=10.20.1.100-10.20.1.109
add name=offhook-10.30.1.0-24 ranges=10.30.1.100-10.30.1.150
/ip dhcp-server option
add name=offhook-10.20.1.0-24-option28 code=28 value="0x0a1401ff"
add name=offhook-10.20.1.0-24-option58 code=58 value="0x00000e10"
add name=offhook-10.20.1.0-24-option59 code=59 value="0x0000189c"
add name=offhook-10.20.1.0-24-option3 code=3 value="0x0a1401fe"
add name=offhook-10.20.1.0-24-option15 code=15 value="0x6c61622e6578616d706c65"
add name=offhook-10.20.1.0-24-option132 code=132 value="0x0014" force=yes
add name=offhook-10.20.1.0-24-option160 code=160 value="0x687474703a2f2f31302e32302e312e312f70686f6e6573" force=yes
add name=offhook-10.20.1.0-24-phones-cisco-7931g-option2 code=2 value="0x00001c20" force=yes
add name=offhook-10.20.1.0-24-phones-cisco-7931g-option42 code=42 value="0x0a140104"
add name=offhook-10.20.1.0-24-phones-cisco-7931g-option46 code=46 value="0x02" force=yes
add name=offhook-10.20.1.0-24-phones-cisco-7931g-option66 code=66 value="0x31302e32302e312e31" force=yes
add name=offhook-10.20.1.0-24-phones-cisco-7931g-option150 code=150 value="0x0a1401010a140107" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-option2 code=2 value="0x00001c20" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-option42 code=42 value="0x0a1401080a140109" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-option43 code=43 value="0x746674703a2f2f31302e32302e312e312f246d61632e636667" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-option46 code=46 value="0x02" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-option66 code=66 value="0x687474703a2f2f70686f6e653a706c616e7465642d776f72644031302e32302e312e312f" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-option114 code=114 value="0x68747470733a2f2f6c61622e6578616d706c652f3f69643d312c32" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-option150 code=150 value="0x0a1401010a140107"
add name=offhook-10.20.1.0-24-phones-fanvil-x4-2-option2 code=2 value="0x00001c20" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-2-option42 code=42 value="0x0a140104"
add name=offhook-10.20.1.0-24-phones-fanvil-x4-2-option43 code=43 value="0x746674703a2f2f31302e32302e312e312f246d61632e636667" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-2-option46 code=46 value="0x02" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-2-option66 code=66 value="0x746674703a2f2f31302e32302e312e312f246d61632e636667" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-2-option114 code=114 value="0x68747470733a2f2f6c61622e6578616d706c652f3f69643d312c32" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-2-option150 code=150 value="0x0a1401010a140107"
add name=offhook-10.20.1.0-24-cisco-7931g-option2 code=2 value="0x00001c20" force=yes
add name=offhook-10.20.1.0-24-cisco-7931g-option42 code=42 value="0x0a140104"
add name=offhook-10.20.1.0-24-cisco-7931g-option46 code=46 value="0x02" force=yes
add name=offhook-10.20.1.0-24-cisco-7931g-option66 code=66 value="0x31302e32302e312e31" force=yes
add name=offhook-10.20.1.0-24-cisco-7931g-option150 code=150 value="0x0a1401010a140107" force=yes
add name=offhook-10.20.1.0-24-cisco-7942g-option2 code=2 value="0x00001c20" force=yes
add name=offhook-10.20.1.0-24-cisco-7942g-option42 code=42 value="0x0a140104"
add name=offhook-10.20.1.0-24-cisco-7942g-option46 code=46 value="0x02" force=yes
add name=offhook-10.20.1.0-24-cisco-7942g-option66 code=66 value="0x31302e32302e312e31" force=yes
add name=offhook-10.20.1.0-24-cisco-7942g-option150 code=150 value="0x0a1401010a140107" force=yes
add name=offhook-10.20.1.0-24-cisco-7945g-option2 code=2 value="0x00001c20" force=yes
add name=offhook-10.20.1.0-24-cisco-7945g-option42 code=42 value="0x0a140104"
add name=offhook-10.20.1.0-24-cisco-7945g-option46 code=46 value="0x02" force=yes
add name=offhook-10.20.1.0-24-cisco-7945g-option66 code=66 value="0x31302e32302e312e31" force=yes
add name=offhook-10.20.1.0-24-cisco-7945g-option150 code=150 value="0x0a1401010a140107" force=yes
add name=offhook-10.20.1.0-24-cisco-7975g-option2 code=2 value="0x00001c20" force=yes
add name=offhook-10.20.1.0-24-cisco-7975g-option42 code=42 value="0x0a140104"
add name=offhook-10.20.1.0-24-cisco-7975g-option46 code=46 value="0x02" force=yes
add name=offhook-10.20.1.0-24-cisco-7975g-option66 code=66 value="0x31302e32302e312e31" force=yes
add name=offhook-10.20.1.0-24-cisco-7975g-option150 code=150 value="0x0a1401010a140107" force=yes
add name=offhook-10.20.1.0-24-fanvil-x4-option2 code=2 value="0x00001c20" force=yes
add name=offhook-10.20.1.0-24-fanvil-x4-option42 code=42 value="0x0a140104"
add name=offhook-10.20.1.0-24-fanvil-x4-option43 code=43 value="0x746674703a2f2f31302e32302e312e312f246d61632e636667" force=yes
add name=offhook-10.20.1.0-24-fanvil-x4-option46 code=46 value="0x02" force=yes
add name=offhook-10.20.1.0-24-fanvil-x4-option66 code=66 value="0x746674703a2f2f31302e32302e312e312f246d61632e636667" force=yes
add name=offhook-10.20.1.0-24-fanvil-x4-option114 code=114 value="0x68747470733a2f2f6c61622e6578616d706c652f3f69643d312c32" force=yes
add name=offhook-10.20.1.0-24-fanvil-x4-option150 code=150 value="0x0a1401010a140107"
add name=offhook-10.20.1.0-24-fanvil-x5u-option2 code=2 value="0x00001c20" force=yes
add name=offhook-10.20.1.0-24-fanvil-x5u-option42 code=42 value="0x0a140104"
add name=offhook-10.20.1.0-24-fanvil-x5u-option43 code=43 value="0x746674703a2f2f31302e32302e312e312f246d61632e636667" force=yes
add name=offhook-10.20.1.0-24-fanvil-x5u-option46 code=46 value="0x02" force=yes
add name=offhook-10.20.1.0-24-fanvil-x5u-option66 code=66 value="0x746674703a2f2f31302e32302e312e312f246d61632e636667" force=yes
add name=offhook-10.20.1.0-24-fanvil-x5u-option114 code=114 value="0x68747470733a2f2f6c61622e6578616d706c652f3f69643d312c32" force=yes
add name=offhook-10.20.1.0-24-fanvil-x5u-option150 code=150 value="0x0a1401010a140107"
add name=offhook-10.20.1.0-24-others-option42 code=42 value="0x0a140104"
add name=offhook-10.20.1.0-24-others-option66 code=66 value="0x31302e32302e312e31"
add name=offhook-10.20.1.0-24-others-option150 code=150 value="0x0a1401010a140107"
add name=offhook-10.30.1.0-24-option28 code=28 value="0x0a1e01ff"
add name=offhook-10.30.1.0-24-option58 code=58 value="0xffffffff"
add name=offhook-10.30.1.0-24-option59 code=59 value="0xffffffff"
add name=offhook-10.30.1.0-24-option3 code=3 value="0x0a1e0101"
add name=offhook-10.30.1.0-24-option2 code=2 value="0x00001c20" force=yes
add name=offhook-10.30.1.0-24-option43 code=43 value="0x01040a140101" force=yes
add name=offhook-10.30.1.0-24-option46 code=46 value="0x02" force=yes
add name=offhook-10.30.1.0-24-phones-cisco-7931g-option66 code=66 value="0x746674702e6c61622e6578616d706c65" force=yes
add name=offhook-10.30.1.0-24-phones-cisco-7931g-option150 code=150 value="0x0a140101" force=yes
add name=offhook-10.30.1.0-24-phones-fanvil-x4-option42 code=42 value="0x0a1401080a140109" force=yes
add name=offhook-10.30.1.0-24-phones-fanvil-x4-option66 code=66 value="0x687474703a2f2f70686f6e653a706c616e7465642d776f72644031302e32302e312e312f" force=yes
add name=offhook-10.30.1.0-24-phones-fanvil-x4-option114 code=114 value="0x68747470733a2f2f6c61622e6578616d706c652f3f69643d312c32" force=yes
add name=offhook-10.30.1.0-24-phones-fanvil-x4-option150 code=150 value="0x0a140101"
add name=offhook-10.30.1.0-24-phones-fanvil-x4-2-option66 code=66 value="0x746674702e6c61622e6578616d706c65" force=yes
add name=offhook-10.30.1.0-24-phones-fanvil-x4-2-option114 code=114 value="0x68747470733a2f2f6c61622e6578616d706c652f3f69643d312c32" force=yes
add name=offhook-10.30.1.0-24-phones-fanvil-x4-2-option150 code=150 value="0x0a140101"
/ip dhcp-server option sets
add name=offhook-10.20.1.0-24-phones-cisco-7931g options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-option132,offhook-10.20.1.0-24-option160,offhook-10.20.1.0-24-phones-cisco-7931g-option2,offhook-10.20.1.0-24-phones-cisco-7931g-option42,offhook-10.20.1.0-24-phones-cisco-7931g-option46,offhook-10.20.1.0-24-phones-cisco-7931g-option66,offhook-10.20.1.0-24-phones-cisco-7931g-option150
add name=offhook-10.20.1.0-24-phones-fanvil-x4 options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-option132,offhook-10.20.1.0-24-option160,offhook-10.20.1.0-24-phones-fanvil-x4-option2,offhook-10.20.1.0-24-phones-fanvil-x4-option42,offhook-10.20.1.0-24-phones-fanvil-x4-option43,offhook-10.20.1.0-24-phones-fanvil-x4-option46,offhook-10.20.1.0-24-phones-fanvil-x4-option66,offhook-10.20.1.0-24-phones-fanvil-x4-option114,offhook-10.20.1.0-24-phones-fanvil-x4-option150
add name=offhook-10.20.1.0-24-phones-fanvil-x4-2 options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-option132,offhook-10.20.1.0-24-option160,offhook-10.20.1.0-24-phones-fanvil-x4-2-option2,offhook-10.20.1.0-24-phones-fanvil-x4-2-option42,offhook-10.20.1.0-24-phones-fanvil-x4-2-option43,offhook-10.20.1.0-24-phones-fanvil-x4-2-option46,offhook-10.20.1.0-24-phones-fanvil-x4-2-option66,offhook-10.20.1.0-24-phones-fanvil-x4-2-option114,offhook-10.20.1.0-24-phones-fanvil-x4-2-option150
add name=offhook-10.20.1.0-24-cisco-7931g options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-option132,offhook-10.20.1.0-24-option160,offhook-10.20.1.0-24-cisco-7931g-option2,offhook-10.20.1.0-24-cisco-7931g-option42,offhook-10.20.1.0-24-cisco-7931g-option46,offhook-10.20.1.0-24-cisco-7931g-option66,offhook-10.20.1.0-24-cisco-7931g-option150
add name=offhook-10.20.1.0-24-cisco-7942g options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-option132,offhook-10.20.1.0-24-option160,offhook-10.20.1.0-24-cisco-7942g-option2,offhook-10.20.1.0-24-cisco-7942g-option42,offhook-10.20.1.0-24-cisco-7942g-option46,offhook-10.20.1.0-24-cisco-7942g-option66,offhook-10.20.1.0-24-cisco-7942g-option150
add name=offhook-10.20.1.0-24-cisco-7945g options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-option132,offhook-10.20.1.0-24-option160,offhook-10.20.1.0-24-cisco-7945g-option2,offhook-10.20.1.0-24-cisco-7945g-option42,offhook-10.20.1.0-24-cisco-7945g-option46,offhook-10.20.1.0-24-cisco-7945g-option66,offhook-10.20.1.0-24-cisco-7945g-option150
add name=offhook-10.20.1.0-24-cisco-7975g options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-option132,offhook-10.20.1.0-24-option160,offhook-10.20.1.0-24-cisco-7975g-option2,offhook-10.20.1.0-24-cisco-7975g-option42,offhook-10.20.1.0-24-cisco-7975g-option46,offhook-10.20.1.0-24-cisco-7975g-option66,offhook-10.20.1.0-24-cisco-7975g-option150
add name=offhook-10.20.1.0-24-fanvil-x4 options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-option132,offhook-10.20.1.0-24-option160,offhook-10.20.1.0-24-fanvil-x4-option2,offhook-10.20.1.0-24-fanvil-x4-option42,offhook-10.20.1.0-24-fanvil-x4-option43,offhook-10.20.1.0-24-fanvil-x4-option46,offhook-10.20.1.0-24-fanvil-x4-option66,offhook-10.20.1.0-24-fanvil-x4-option114,offhook-10.20.1.0-24-fanvil-x4-option150
add name=offhook-10.20.1.0-24-fanvil-x5u options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-option132,offhook-10.20.1.0-24-option160,offhook-10.20.1.0-24-fanvil-x5u-option2,offhook-10.20.1.0-24-fanvil-x5u-option42,offhook-10.20.1.0-24-fanvil-x5u-option43,offhook-10.20.1.0-24-fanvil-x5u-option46,offhook-10.20.1.0-24-fanvil-x5u-option66,offhook-10.20.1.0-24-fanvil-x5u-option114,offhook-10.20.1.0-24-fanvil-x5u-option150
add name=offhook-10.20.1.0-24-others options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-option132,offhook-10.20.1.0-24-option160,offhook-10.20.1.0-24-others-option42,offhook-10.20.1.0-24-others-option66,offhook-10.20.1.0-24-others-option150
add name=offhook-10.30.1.0-24-phones-cisco-7931g options=offhook-10.30.1.0-24-option28,offhook-10.30.1.0-24-option58,offhook-10.30.1.0-24-option59,offhook-10.30.1.0-24-option3,offhook-10.30.1.0-24-option2,offhook-10.30.1.0-24-option43,offhook-10.30.1.0-24-option46,offhook-10.30.1.0-24-phones-cisco-7931g-option66,offhook-10.30.1.0-24-phones-cisco-7931g-option150
add name=offhook-10.30.1.0-24-phones-fanvil-x4 options=offhook-10.30.1.0-24-option28,offhook-10.30.1.0-24-option58,offhook-10.30.1.0-24-option59,offhook-10.30.1.0-24-option3,offhook-10.30.1.0-24-option2,offhook-10.30.1.0-24-option43,offhook-10.30.1.0-24-option46,offhook-10.30.1.0-24-phones-fanvil-x4-option42,offhook-10.30.1.0-24-phones-fanvil-x4-option66,offhook-10.30.1.0-24-phones-fanvil-x4-option114,offhook-10.30.1.0-24-phones-fanvil-x4-option150
add name=offhook-10.30.1.0-24-phones-fanvil-x4-2 options=offhook-10.30.1.0-24-option28,offhook-10.30.1.0-24-option58,offhook-10.30.1.0-24-option59,offhook-10.30.1.0-24-option3,offhook-10.30.1.0-24-option2,offhook-10.30.1.0-24-option43,offhook-10.30.1.0-24-option46,offhook-10.30.1.0-24-phones-fanvil-x4-2-option66,offhook-10.30.1.0-24-phones-fanvil-x4-2-option114,offhook-10.30.1.0-24-phones-fanvil-x4-2-option150
/ip dhcp-server network
add address=10.20.1.0/24 dns-none=yes dhcp-option-set=offhook-10.20.1.0-24-others
add address=10.30.1.0/24 dns-none=yes
/ip dhcp-server
add name=offhook-10.20.1.0-24 interface=eth1 address-pool=offhook-10.20.1.0-24 lease-time=7200s authoritative=yes conflict-detection=no disabled=no
add name=offhook-10.30.1.0-24 interface=eth1 relay=10.30.1.1 address-pool=static-only lease-time=0s authoritative=no conflict-detection=no disabled=no
/ip dhcp-server matcher
add name=offhook-10.20.1.0-24-cisco-7931g-1 server=offhook-10.20.1.0-24 address-pool=offhook-10.20.1.0-24 code=60 matching-type=exact value="Cisco Systems, Inc. IP Phone CP-7931G" option-set=offhook-10.20.1.0-24-cisco-7931g
add name=offhook-10.20.1.0-24-cisco-7942g-1 server=offhook-10.20.1.0-24 address-pool=offhook-10.20.1.0-24 code=60 matching-type=exact value="Cisco Systems, Inc. IP Phone CP-7942G" option-set=offhook-10.20.1.0-24-cisco-7942g
add name=offhook-10.20.1.0-24-cisco-7945g-1 server=offhook-10.20.1.0-24 address-pool=offhook-10.20.1.0-24 code=60 matching-type=exact value="Cisco Systems, Inc. IP Phone CP-7945G" option-set=offhook-10.20.1.0-24-cisco-7945g
add name=offhook-10.20.1.0-24-cisco-7975g-1 server=offhook-10.20.1.0-24 address-pool=offhook-10.20.1.0-24 code=60 matching-type=exact value="Cisco Systems, Inc. IP Phone CP-7975G" option-set=offhook-10.20.1.0-24-cisco-7975g
add name=offhook-10.20.1.0-24-fanvil-x4-1 server=offhook-10.20.1.0-24 address-pool=offhook-10.20.1.0-24 code=60 matching-type=exact value="Fanvil X4" option-set=offhook-10.20.1.0-24-fanvil-x4
add name=offhook-10.20.1.0-24-fanvil-x5u-1 server=offhook-10.20.1.0-24 address-pool=offhook-10.20.1.0-24 code=60 matching-type=exact value="Fanvil X5U" option-set=offhook-10.20.1.0-24-fanvil-x5u
/ip dhcp-server lease
add address=10.20.1.50 mac-address=00:1b:d4:00:00:01 server=offhook-10.20.1.0-24 dhcp-option-set=offhook-10.20.1.0-24-phones-cisco-7931g
add address=offhook-10.20.1.0-24 mac-address=00:a8:59:00:00:02 server=offhook-10.20.1.0-24 dhcp-option-set=offhook-10.20.1.0-24-phones-fanvil-x4
add address=offhook-10.30.1.0-24 mac-address=00:a8:59:00:00:02 server=offhook-10.30.1.0-24 dhcp-option-set=offhook-10.30.1.0-24-phones-fanvil-x4
add address=10.30.1.20 mac-address=00:a8:59:00:00:03 server=offhook-10.30.1.0-24 dhcp-option-set=offhook-10.30.1.0-24-phones-fanvil-x4-2
