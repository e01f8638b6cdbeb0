"""文件 -- read a file into lines, parse it into 编章节条款项目, rebuild, compare, exchange."""
